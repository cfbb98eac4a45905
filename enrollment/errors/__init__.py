"""What the domain refuses, by name, in Chinese and English.

Refusals                    several rules said no, each in its place
Refusal                     a rule said no; `code` is stable, `message(language)` is for people,
│                           `path` leads to the input field that it is about, if it is one
├── asking                  whoever asks, and how, whatever it is about
│   ├── Unauthenticated     without a token
│   ├── Forbidden           what they see but may not change
│   ├── Busy                a lock is held by another for too long
│   ├── Unavailable         the database does not answer
│   ├── NotFound            what they may not see, or what isn't there
│   ├── TextMissing         an empty text
│   ├── TextTooLong
│   ├── TextUnreadable      control characters, halves of characters
│   ├── TooManyRows         more rows than a request may have
│   ├── DateImplausible     a day or an instant before 1900 or after 2199
│   ├── IdempotencyMismatch another input under a used key
│   ├── VersionUnknown      a version that never was
│   ├── Conflict            a version that was: base, theirs and mine of each field
│   ├── WrongState          a life has no such step from the state it is in
│   ├── OutOfScope          what is another institution's or county's
│   └── RowsMiscounted      none, or more than go in at once
├── plans
│   ├── SampleExists        sample quotas are asked for in a year that has quotas already
│   ├── SamplePlan          a sample is to be worked on
│   ├── NoArea              a plan opens in a year in which no county is designated for it
│   ├── CountyUnknown, InstitutionUnknown       no such code
│   ├── EndsBeforeBeginning a designation of no day
│   ├── ReviewsPending      a plan is to be published while source plans wait for review
│   ├── WindowShut          a source plan is submitted before or after the window
│   ├── NothingRequested    a source plan is submitted that asks for no seats
│   ├── CountyInArea, SourcePlanExists, FourEyes        constraints
│   └── PlanExists, YearImplausible, WindowMissing, WindowReversed, OverlappingDesignation,
│       AreaNameMisplaced                       constraints
└── quotas
    ├── RecordIdMissing     a line is there already, but for its record id
    ├── SeatsShort          a line has fewer seats to give
    ├── PoolShort           a plan's pool has fewer
    ├── SeatsImplausible    a movement of none, or of more than there are candidates
    ├── RowWrong            a row of an input as a sheet's row would be; its code is the fault's
    ├── KindDiffers         a row is of another plan's nature
    ├── RequestImplausible  a source plan asks for more than an institution can teach
    ├── SameLine, OneOrigin it is not said from where to where
    ├── OtherPlan, IssueImplausible, ReversedAlready    constraints
    └── CountyOutsideArea, NegativeSeats, AdmittedAboveSeats, LineTwice, CountyMissing, OtherName,
        AppendOnly                              constraints
├── quotas
│   ├── RecordIdMissing     a line is there already, but for its record id
│   └── CountyOutsideArea, NegativeSeats, AdmittedAboveSeats, LineTwice, CountyMissing, OtherName,
│       AppendOnly                              constraints
├── admissions
│   ├── AdmissionsUneven    constraints; each as it is seen in a row, with its numbers:
│   │   └── CountNegative, NumberFromOne, ScoreImplausible, EnrolledAboveAdmitted,
│   │       AdmittedAboveFiled, TotalMissing, PartsUneven, RoundIncomplete, RowTwice
│   ├── TooManyAdmitted, TooFewAdmitted         AdmittedAboveSeats, AgreementsAboveAdmitted
│   └── AdmissionsNotOpen, SampleLine           a line that is none of those recorded on
└── training
    ├── NotDesignated       a county states demand in a year in which it is not designated
    ├── AllAgreed           AgreementsAboveAdmitted with its number
    ├── ActionMisplaced, ReasonMisplaced        of a step in an agreement's life
    ├── ProgrammeUnknown, AmountImplausible
    └── PositionsImplausible, ProgrammeInOtherDemand, StudentNotPseudonymous, StudentTwice,
        LineNotTargeted, AgreementsAboveAdmitted, ServiceYearsImplausible       constraints
└── eligibility
    ├── PlaceUnknown, StaysDisordered, TooManyStays     of a description; they repeat nothing of it
    ├── RulesMissing, TooManyRules      a rule set that asks nothing, or too much
    ├── DecisionImplausible a version decided before the one before it, or after today
    └── RuleTwice, YearsMisplaced, YearsImplausible, CountedToImplausible   constraints

The English message is the class's docstring, the Chinese one stands beside it; both are filled
with the values that the refusal is raised with.

refusal       what every refusal is
reasons       a refusal as it is kept and sent
asking, plans, quotas, admissions, training   the refusals, by what they are about
asking, plans, quotas, eligibility      the refusals, by what they are about
constraints   which constraint of the database is which of them
"""

from enrollment.errors.admissions import (
    AdmissionsNotOpen,
    AdmissionsUneven,
    AdmittedAboveFiled,
    CountNegative,
    EnrolledAboveAdmitted,
    NumberFromOne,
    PartsUneven,
    RoundIncomplete,
    RowTwice,
    SampleLine,
    ScoreImplausible,
    TooFewAdmitted,
    TooManyAdmitted,
    TotalMissing,
)
from enrollment.errors.asking import (
    Busy,
    Conflict,
    DateImplausible,
    Difference,
    Forbidden,
    IdempotencyMismatch,
    NotFound,
    OutOfScope,
    RowsMiscounted,
    TextMissing,
    TextTooLong,
    TextUnreadable,
    TooManyRows,
    Unauthenticated,
    Unavailable,
    VersionUnknown,
    WrongState,
)
from enrollment.errors.constraints import CONSTRAINTS, named
from enrollment.errors.eligibility import (
    CountedToImplausible,
    DecisionImplausible,
    PlaceUnknown,
    RulesMissing,
    RuleTwice,
    StaysDisordered,
    TooManyRules,
    TooManyStays,
    YearsImplausible,
    YearsMisplaced,
)
from enrollment.errors.plans import (
    AreaNameMisplaced,
    CountyInArea,
    CountyUnknown,
    EndsBeforeBeginning,
    FourEyes,
    InstitutionUnknown,
    NoArea,
    NothingRequested,
    OverlappingDesignation,
    PlanExists,
    ReviewsPending,
    SampleExists,
    SamplePlan,
    SourcePlanExists,
    WindowMissing,
    WindowReversed,
    WindowShut,
    YearImplausible,
)
from enrollment.errors.quotas import (
    AdmittedAboveSeats,
    AppendOnly,
    CountyMissing,
    CountyOutsideArea,
    IssueImplausible,
    KindDiffers,
    LineTwice,
    NegativeSeats,
    OneOrigin,
    OtherName,
    OtherPlan,
    PoolShort,
    RecordIdMissing,
    RequestImplausible,
    ReversedAlready,
    RowWrong,
    SameLine,
    SeatsImplausible,
    SeatsShort,
)
from enrollment.errors.reasons import Reason, reason
from enrollment.errors.refusal import Refusal, Refusals, Text
from enrollment.errors.training import (
    ActionMisplaced,
    AgreementsAboveAdmitted,
    AllAgreed,
    AmountImplausible,
    LineNotTargeted,
    NotDesignated,
    PositionsImplausible,
    ProgrammeInOtherDemand,
    ProgrammeUnknown,
    ReasonMisplaced,
    ServiceYearsImplausible,
    StudentNotPseudonymous,
    StudentTwice,
)

__all__ = [
    "CONSTRAINTS",
    "ActionMisplaced",
    "AdmissionsNotOpen",
    "AdmissionsUneven",
    "AdmittedAboveFiled",
    "AdmittedAboveSeats",
    "AgreementsAboveAdmitted",
    "AllAgreed",
    "AmountImplausible",
    "AppendOnly",
    "AreaNameMisplaced",
    "Busy",
    "Conflict",
    "CountNegative",
    "CountedToImplausible",
    "CountyInArea",
    "CountyMissing",
    "CountyOutsideArea",
    "CountyUnknown",
    "DateImplausible",
    "DecisionImplausible",
    "Difference",
    "EndsBeforeBeginning",
    "EnrolledAboveAdmitted",
    "Forbidden",
    "FourEyes",
    "IdempotencyMismatch",
    "InstitutionUnknown",
    "IssueImplausible",
    "KindDiffers",
    "LineNotTargeted",
    "LineTwice",
    "NegativeSeats",
    "NoArea",
    "NotDesignated",
    "NotFound",
    "NothingRequested",
    "NumberFromOne",
    "OneOrigin",
    "OtherName",
    "OtherPlan",
    "OutOfScope",
    "OverlappingDesignation",
    "PartsUneven",
    "PlaceUnknown",
    "PlanExists",
    "PoolShort",
    "PositionsImplausible",
    "ProgrammeInOtherDemand",
    "ProgrammeUnknown",
    "Reason",
    "ReasonMisplaced",
    "RecordIdMissing",
    "Refusal",
    "Refusals",
    "RequestImplausible",
    "ReversedAlready",
    "ReviewsPending",
    "RoundIncomplete",
    "RowTwice",
    "RowWrong",
    "RowsMiscounted",
    "RuleTwice",
    "RulesMissing",
    "SameLine",
    "SampleExists",
    "SampleLine",
    "SamplePlan",
    "ScoreImplausible",
    "SeatsImplausible",
    "SeatsShort",
    "ServiceYearsImplausible",
    "SourcePlanExists",
    "StaysDisordered",
    "StudentNotPseudonymous",
    "StudentTwice",
    "Text",
    "TextMissing",
    "TextTooLong",
    "TextUnreadable",
    "TooFewAdmitted",
    "TooManyAdmitted",
    "TooManyRows",
    "TooManyRules",
    "TooManyStays",
    "TotalMissing",
    "Unauthenticated",
    "Unavailable",
    "VersionUnknown",
    "WindowMissing",
    "WindowReversed",
    "WindowShut",
    "WrongState",
    "YearImplausible",
    "YearsImplausible",
    "YearsMisplaced",
    "named",
    "reason",
]
