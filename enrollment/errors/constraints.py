"""Which refusal a constraint of the database is, by its name."""

from collections.abc import Iterator
from contextlib import contextmanager

from asyncpg import IntegrityConstraintViolationError

from enrollment.errors import admissions, eligibility, plans, quotas, training
from enrollment.errors.refusal import Refusal

CONSTRAINTS: dict[str, type[Refusal]] = {
    "quota_line_county_in_plan_area": quotas.CountyOutsideArea,
    "quota_never_negative": quotas.NegativeSeats,
    "pool_never_negative": quotas.NegativeSeats,
    "admitted_within_seats": quotas.AdmittedAboveSeats,
    "quota_line_identity": quotas.LineTwice,
    "targeted_line_names_its_county": quotas.CountyMissing,
    "quota_line_level": quotas.OtherName,
    "quota_line_batch": quotas.OtherName,
    "quota_line_track": quotas.OtherName,
    "quota_line_plan_nature": quotas.OtherName,
    "quota_line_plan_category": quotas.OtherName,
    "leg_within_a_plan": quotas.OtherPlan,
    "issue_within_reason": quotas.IssueImplausible,
    "movement_reversed_once": quotas.ReversedAlready,
    "movement_append_only": quotas.AppendOnly,
    "leg_append_only": quotas.AppendOnly,
    "audit_event_append_only": quotas.AppendOnly,
    "plan_area_pkey": plans.CountyInArea,
    "source_plan_once_for_an_institution": plans.SourcePlanExists,
    "source_plan_approved_by_another": plans.FourEyes,
    "special_plan_once_a_year": plans.PlanExists,
    "special_plan_year_plausible": plans.YearImplausible,
    "special_plan_open_has_its_window": plans.WindowMissing,
    "submission_window_opens_first": plans.WindowReversed,
    "county_designation_no_overlap": plans.OverlappingDesignation,
    "institution_designation_no_overlap": plans.OverlappingDesignation,
    "county_designation_names_its_area": plans.AreaNameMisplaced,
    "admission_counts_never_negative": admissions.AdmissionsUneven,
    "admission_enrolled_within_admitted": admissions.AdmissionsUneven,
    "admission_admitted_within_filed": admissions.AdmissionsUneven,
    "admission_rank_counts_from_one": admissions.AdmissionsUneven,
    "admission_round_counts_from_one": admissions.AdmissionsUneven,
    "admission_parts_add_up": admissions.AdmissionsUneven,
    "training_demand_year_plausible": plans.YearImplausible,
    "training_demand_positions_plausible": training.PositionsImplausible,
    "training_programme_in_one_demand": training.ProgrammeInOtherDemand,
    "agreement_student_is_pseudonymous": training.StudentNotPseudonymous,
    "agreement_once_for_a_student": training.StudentTwice,
    "agreements_within_admitted": training.AgreementsAboveAdmitted,
    "agreement_service_years_plausible": training.ServiceYearsImplausible,
    "rule_set_counted_to_about_its_year": eligibility.CountedToImplausible,
    "rule_condition_once": eligibility.RuleTwice,
    "rule_years_where_they_count": eligibility.YearsMisplaced,
    "rule_counted_to_about_its_year": eligibility.CountedToImplausible,
    "rule_counted_to_with_years": eligibility.YearsMisplaced,
    "rule_years_plausible": eligibility.YearsImplausible,
}


@contextmanager
def named() -> Iterator[None]:
    """Turn the violation of a constraint that has a refusal into that refusal.

    Stands around a transaction, which must have been rolled back before it is answered.
    """
    try:
        yield
    except IntegrityConstraintViolationError as violation:
        refusal = CONSTRAINTS.get(violation.constraint_name or "")
        if refusal is None:
            raise
        raise refusal() from violation
