"""What speaks against rows together: a round that doesn't add up, a line with too few seats.

The database holds the same by `admission_parts_add_up`, `admitted_within_seats` and
`agreements_within_admitted`; it judges a whole statement and names one rule, where an office needs
each row and its numbers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from enrollment import errors
from enrollment.admissions.rows import COUNTS, Key, Row
from enrollment.rows import Rows

Counts: TypeAlias = Mapping[str, Any]
Round: TypeAlias = dict[str | None, Counts]  # by county of origin; by none: the total


def refuse_torn(rows: Rows[Row], given: Sequence[Row]) -> None:
    """Refuse the rows of a line's round of which another was refused: it would be half a round."""
    torn: dict[tuple[int, int], int] = {}
    for number in sorted(rows.bad):
        torn.setdefault((given[number].line, given[number].round), number)
    for number, row in rows:
        if (other := torn.get((row.line, row.round))) is not None:
            rows.refuse(number, errors.RoundIncomplete(row=other))


def refuse_uneven(rows: Rows[Row], stored: Mapping[Key, Counts]) -> None:
    """Refuse the rows of rounds whose counties would not add up to their total."""
    lines = as_it_would_be(rows, stored)
    for number, row in rows:
        with rows.judging(number):
            check_sums(row.round, lines[row.line][row.round])


def refuse_beyond(rows: Rows[Row], stored: Mapping[Key, Counts], lines: Mapping[int, Any]) -> None:
    """Refuse the rows of lines that would have admitted more than they have seats.

    Or fewer than students of targeted training who have an agreement on it.
    """
    would_be = as_it_would_be(rows, stored)
    for number, row in rows:
        rounds, line = would_be[row.line].values(), lines[row.line]
        admitted = sum(origins[None]["admitted"] for origins in rounds if None in origins)
        with rows.judging(number):
            if admitted > line["seats"]:
                raise errors.TooManyAdmitted(admitted=admitted, seats=line["seats"])
            if admitted < line["agreements"]:
                raise errors.TooFewAdmitted(admitted=admitted, agreements=line["agreements"])


def as_it_would_be(
    rows: Iterable[tuple[int, Row]], stored: Mapping[Key, Counts]
) -> dict[int, dict[int, Round]]:
    """Return the rounds of each line with the rows written over what is stored."""
    lines: dict[int, dict[int, Round]] = defaultdict(lambda: defaultdict(dict))
    for (line, round, origin), counts in stored.items():
        lines[line][round][origin] = counts
    for _, row in rows:
        lines[row.line][row.round][row.origin_county] = row.fields
    return lines


def check_sums(round: int, origins: Round) -> None:
    parts = [counts for origin, counts in origins.items() if origin is not None]
    if not parts:
        return
    total = origins.get(None)
    if total is None:
        raise errors.TotalMissing(round=round)
    for field in COUNTS:
        found = sum(part[field] for part in parts)
        if found != total[field]:
            raise errors.PartsUneven(field=field, round=round, total=total[field], parts=found)
