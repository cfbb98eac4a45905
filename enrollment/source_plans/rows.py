"""Rows of an input, read as the rows of a sheet are: one judge of what a quota line may say."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from enrollment import errors, quotas
from enrollment.quotas import naming
from enrollment.rows import Rows
from enrollment.sheets import headings
from enrollment.sheets.columns import BY_CODE
from enrollment.sheets.faults import Fault, Faults
from enrollment.sheets.known import Known
from enrollment.sheets.lines import COUNTY, Reader
from enrollment.source_plans.taking import Taken

Given: TypeAlias = Mapping[str, Any]

# The field of a row that each heading of the national record is, by the domain's name.
FIELDS = {
    **{code: column.fills for code, column in BY_CODE.items() if column.fills},
    "ZSJHS": "requested_seats",
    COUNTY: "county",
}
HEADINGS = {field: code for code, field in FIELDS.items()}


def read(rows: Rows[Given], known: Known, taken: Taken, institution: str) -> dict[int, quotas.Line]:
    """Return the line that each good row describes; what is wrong with others is refused there.

    A code alone takes its registered name. Refused: `RowWrong`, `KindDiffers`.
    """
    reader = Reader(headings.read(0, list(FIELDS), Faults()), known, Faults())
    found: dict[int, quotas.Line] = {}
    for number, given in rows:
        reader.faults = Faults()  # one row's: of a whole sheet's only the first are kept
        line = reader.read(number + 1, texts(given, known, taken, institution))
        with rows.judging(number):
            if line is None:
                raise wrong(reader.faults.kept[0])
            if line.plan_kind != taken.kind:
                raise errors.KindDiffers(kind=taken.kind, other=line.plan_kind)
            found[number] = line
    return found


def wrong(fault: Fault) -> errors.RowWrong:
    field = FIELDS.get(fault.heading)
    said = errors.Text(fault.message("zh"), fault.message("en"))
    return errors.RowWrong(
        code=fault.code, said=said, field=None if field is None else camel(field)
    )


def texts(given: Given, known: Known, taken: Taken, institution: str) -> list[str]:
    """Return the row as cells below `FIELDS`."""
    said = {
        **given,
        **names(given, known, taken.year),
        "year": taken.year,
        "institution_code": institution,
        "institution": known.institutions[institution],
    }
    return [cell(said.get(field)) for field in FIELDS.values()]


def names(given: Given, known: Known, year: int) -> dict[str, str]:
    """Return the registered names of codes that come without one."""
    registered = {
        table: known.codes.get((table, year, given.get(f"{table}_code") or ""))
        for table in naming.YEARLY_TABLES
    }
    registered["programme"] = known.programmes.get(given.get("programme_code") or "")
    return {field: name for field, name in registered.items() if name and given.get(field) is None}


def cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def camel(field: str) -> str:
    first, *rest = field.split("_")
    return first + "".join(word.capitalize() for word in rest)
