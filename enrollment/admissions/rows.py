"""One row of admissions, and what speaks against it alone."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from enrollment import counties, errors, inputs

COUNTS = ("applied", "filed", "admitted", "enrolled", "withdrawn")
HIGHEST_SCORE = Decimal("9999.99")
PENNY = Decimal("0.01")

Key: TypeAlias = tuple[int, int, str | None]  # line, round, county of origin


@dataclass(frozen=True, slots=True)
class Row:
    """What befell a line in a round: those from one county of origin; from none: all of them."""

    line: int
    round: int
    applied: int
    filed: int
    admitted: int
    enrolled: int
    withdrawn: int
    origin_county: str | None = None
    lowest_score: Decimal | None = None
    lowest_rank: int | None = None
    expected_version: int | None = None

    @property
    def key(self) -> Key:
        return self.line, self.round, self.origin_county

    @property
    def fields(self) -> dict[str, object]:
        """Its fields by their wire names, as they are kept."""
        score = None if self.lowest_score is None else str(self.lowest_score.quantize(PENNY))
        return {
            "line": f"QuotaLine:{self.line}",
            "round": self.round,
            "originCounty": self.origin_county,
            **{name: getattr(self, name) for name in COUNTS},
            "lowestScore": score,
            "lowestRank": self.lowest_rank,
        }


def judge(row: Row) -> None:
    """Refuse what no line and no round could have: each by its field."""
    if row.origin_county is not None:
        inputs.text("originCounty", row.origin_county, most=counties.LONGEST_CODE)
    for field, number in (("round", row.round), ("lowestRank", row.lowest_rank)):
        if number is not None and number < 1:
            raise errors.NumberFromOne(field=field, number=number)
    for field in COUNTS:
        if (count := getattr(row, field)) < 0:
            raise errors.CountNegative(field=field, count=count)
    if row.admitted > row.filed:
        raise errors.AdmittedAboveFiled(admitted=row.admitted, filed=row.filed)
    if row.enrolled > row.admitted:
        raise errors.EnrolledAboveAdmitted(enrolled=row.enrolled, admitted=row.admitted)
    if row.lowest_score is not None and not is_score(row.lowest_score):
        raise errors.ScoreImplausible(score=row.lowest_score)


def is_score(score: Decimal) -> bool:
    """Tell whether the database keeps the score as it is, without rounding it."""
    return 0 <= score <= HIGHEST_SCORE and score == score.quantize(PENNY)
