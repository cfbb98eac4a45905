"""What counties and institutions are designated as, from which day to which.

Days are Shanxi's. A last day belongs to the designation, on the wire and in what is written here;
the database's range ends the day after. Plans keep the area that they opened with.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from asyncpg import Connection

from enrollment import errors, inputs, record, rights
from enrollment.actors import Actor, Role
from enrollment.types import CountyDesignationKind, InstitutionDesignationKind, Standing

PROVINCE = frozenset({Role.PROVINCE})
VERBS: Mapping[str, frozenset[Role]] = {
    "designateCounty": PROVINCE,
    "designateInstitution": PROVINCE,
    "endDesignation": PROVINCE,
}

VALIDITY = {
    "kind": "kind",
    "validFrom": "lower(valid)",
    "validTo": "upper(valid) - 1",
    "document": "document",
    "endDocument": "end_document",
    "source": "source",
    "standing": "standing",
}
COUNTY = record.Kept(
    "county_designation",
    "CountyDesignation",
    {"county": "county_code", "contiguousArea": "contiguous_area", **VALIDITY},
)
INSTITUTION = record.Kept(
    "institution_designation",
    "InstitutionDesignation",
    {"institution": "institution_code", **VALIDITY},
)
LONGEST_CODE, LONGEST_NAME, LONGEST_REFERENCE = 20, 100, 500  # characters


class Designated(StrEnum):
    """What a designation is of; with its number it makes its id on the wire."""

    COUNTY = "CountyDesignation"
    INSTITUTION = "InstitutionDesignation"


async def designate_county(
    conn: Connection,
    actor: Actor,
    *,
    county: str,
    kind: CountyDesignationKind,
    valid_from: date,
    valid_to: date | None = None,
    contiguous_area: str | None = None,
    document: str,
    source: str,
) -> record.Done:
    """Add a designation of the county, by a code it has or had, until `valid_to` if to a day.

    Refused: `rights.allow`, `inputs`, `CountyUnknown`, `EndsBeforeBeginning`,
    `OverlappingDesignation`, `AreaNameMisplaced`.
    """
    rights.allow(actor, VERBS["designateCounty"])
    code = inputs.text("county", county, most=LONGEST_CODE)
    document, source = references(document, source)
    if contiguous_area is not None:
        contiguous_area = inputs.text("contiguousArea", contiguous_area, most=LONGEST_NAME)
    check_days(valid_from, valid_to)
    with errors.named():
        async with record.atomic(conn):
            designation_id: int = await conn.fetchval(
                """
                insert into county_designation (county_code, kind, contiguous_area, valid,
                                                document, source, standing)
                values ($1, $2, $3, daterange($4, $5, '[]'), $6, $7, $8)
                returning id
                """,
                await take_county(conn, code),
                kind,
                contiguous_area,
                valid_from,
                valid_to,
                document,
                source,
                Standing.STATED,
            )
            await record.changed(conn, actor, "designateCounty", COUNTY, designation_id)
    return {"countyDesignation": designation_id}


async def designate_institution(
    conn: Connection,
    actor: Actor,
    *,
    institution: str,
    kind: InstitutionDesignationKind,
    valid_from: date,
    valid_to: date | None = None,
    document: str,
    source: str,
) -> record.Done:
    """Add a designation of the institution, until `valid_to` if to a day.

    Refused: `rights.allow`, `inputs`, `InstitutionUnknown`, `EndsBeforeBeginning`,
    `OverlappingDesignation`.
    """
    rights.allow(actor, VERBS["designateInstitution"])
    code = inputs.text("institution", institution, most=LONGEST_CODE)
    document, source = references(document, source)
    check_days(valid_from, valid_to)
    with errors.named():
        async with record.atomic(conn):
            designation_id: int = await conn.fetchval(
                """
                insert into institution_designation (institution_code, kind, valid, document,
                                                     source, standing)
                values ($1, $2, daterange($3, $4, '[]'), $5, $6, $7)
                returning id
                """,
                await take_institution(conn, code),
                kind,
                valid_from,
                valid_to,
                document,
                source,
                Standing.STATED,
            )
            await record.changed(conn, actor, "designateInstitution", INSTITUTION, designation_id)
    return {"institutionDesignation": designation_id}


async def end_designation(
    conn: Connection,
    actor: Actor,
    *,
    designated: Designated,
    designation_id: int,
    ends_on: date,
    document: str,
    expected_version: int | None = None,
) -> record.Done:
    """Make `ends_on` the last day of the designation, by the document that says so.

    Refused: `NotFound`, `rights.allow`, `inputs`, `Conflict`, `EndsBeforeBeginning`,
    `OverlappingDesignation`, where it would then reach into the next.
    """
    rights.recognise(actor)
    document = inputs.text("document", document, most=LONGEST_REFERENCE)
    inputs.when("endsOn", ends_on)
    kept = COUNTY if designated is Designated.COUNTY else INSTITUTION
    with errors.named():
        async with record.atomic(conn):
            await take_holder(conn, designated, designation_id)
            before = await record.take(conn, kept, designation_id)
            if before is None:
                raise errors.NotFound
            rights.allow(actor, VERBS["endDesignation"])
            mine = {"validTo": ends_on, "endDocument": document}
            await record.expect(conn, kept, before, expected_version, mine)
            check_order("endsOn", before.fields["validFrom"], ends_on)
            await conn.execute(
                f"""
                update {kept.table}
                   set valid = daterange(lower(valid), $2, '[]'), end_document = $3
                 where id = $1
                """,
                designation_id,
                ends_on,
                document,
            )
            await record.changed(conn, actor, "endDesignation", kept, designation_id, before=before)
    return {designated[0].lower() + designated[1:]: designation_id}


async def take_county(conn: Connection, code: str) -> str:
    """Return the present code of the county that has or last had `code`, and lock the county.

    Designations of one county take turns: two that overlap would wait for each other, since an
    exclusion constraint looks only once its row is in.
    """
    found: str | None = await conn.fetchval(
        """
        select code
          from county
         where code = coalesce((select code from county where code = $1),
                               (select county_code
                                  from county_alias
                                 where code = $1
                                 order by upper(valid) desc nulls first
                                 limit 1))
           for no key update
        """,
        code,
    )
    if found is None:
        raise errors.CountyUnknown(county=code)
    return found


async def take_institution(conn: Connection, code: str) -> str:
    """Return the code of the institution and lock it, for the reason of `take_county`."""
    found: str | None = await conn.fetchval(
        "select code from institution where code = $1 for no key update", code
    )
    if found is None:
        raise errors.InstitutionUnknown(institution=code)
    return found


async def take_holder(conn: Connection, designated: Designated, designation_id: int) -> None:
    """Lock what the designation is of, for the reason of `take_county`: its end may move on."""
    if not record.is_id(designation_id):
        return
    holder = "county" if designated is Designated.COUNTY else "institution"
    await conn.execute(
        f"""
        select
          from {holder}
         where code = (select {holder}_code from {holder}_designation where id = $1)
           for no key update
        """,
        designation_id,
    )


def references(document: str, source: str) -> tuple[str, str]:
    return (
        inputs.text("document", document, most=LONGEST_REFERENCE),
        inputs.text("source", source, most=LONGEST_REFERENCE),
    )


def check_days(begins: date, ends: date | None) -> None:
    inputs.when("validFrom", begins)
    if ends is not None:
        inputs.when("validTo", ends)
        check_order("validTo", begins, ends)


def check_order(field: str, begins: date | None, ends: date) -> None:
    if begins is not None and ends < begins:
        raise errors.EndsBeforeBeginning(field=field, begins=begins)
