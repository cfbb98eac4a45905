"""What counties and institutions are designated as."""

from collections.abc import Mapping

import strawberry
from asyncpg import Connection
from strawberry import UNSET

from enrollment import designations, record
from enrollment.actors import Actor
from enrollment.types import CountyDesignationKind, InstitutionDesignationKind
from schema.api.fields import asking, said
from schema.api.scalars import Date
from schema.api.types.institutions import InstitutionDesignation
from schema.api.types.places import CountyDesignation
from schema.api.writes.given import Given, Told, Verb, numbered, plain
from schema.api.writes.inputs import Input, Versioned
from schema.api.writes.payloads import Payload


@strawberry.input
class DesignateCountyInput(Input):
    county: str = said("Its code.", "县代码。")
    kind: CountyDesignationKind
    valid_from: Date
    valid_to: Date | None = UNSET
    contiguous_area: str | None = UNSET
    document: str = said("The document that orders it.", "文号。")
    source: str = said("Where that can be read.", "出处。")


@strawberry.input
class DesignateInstitutionInput(Input):
    institution: str = said("Its code.", "院校代码。")
    kind: InstitutionDesignationKind
    valid_from: Date
    valid_to: Date | None = UNSET
    document: str = said("The document that orders it.", "文号。")
    source: str = said("Where that can be read.", "出处。")


@strawberry.input
class EndDesignationInput(Versioned):
    designation: strawberry.ID = said("Of a county or an institution.", "县或院校的认定。")
    ends_on: Date = said("Its last day.", "最后一日。")
    document: str = said("The document that orders it.", "文号。")


@strawberry.type
class DesignateCountyPayload(Payload):
    county_designation: CountyDesignation | None


@strawberry.type
class DesignateInstitutionPayload(Payload):
    institution_designation: InstitutionDesignation | None


@strawberry.type
class EndDesignationPayload(Payload):
    county_designation: CountyDesignation | None
    institution_designation: InstitutionDesignation | None


async def end_designation(conn: Connection, actor: Actor, given: Given, _: Told) -> record.Done:
    kind, designation_id = numbered(given, "designation", *designations.Designated)
    return await designations.end_designation(
        conn,
        actor,
        designated=designations.Designated(kind),
        designation_id=designation_id,
        **given,
    )


@strawberry.type
class DesignationVerbs:
    designate_county: DesignateCountyPayload | None = asking(
        "Designate a county, from a day on.",
        "认定某县，自某日起。",
        input=DesignateCountyInput,
    )
    designate_institution: DesignateInstitutionPayload | None = asking(
        "Designate an institution, from a day on.",
        "认定某院校，自某日起。",
        input=DesignateInstitutionInput,
    )
    end_designation: EndDesignationPayload | None = asking(
        "End a designation; plans keep the area that they opened with.",
        "终止认定；已开放计划的实施区域不变。",
        input=EndDesignationInput,
    )


VERBS: Mapping[str, Verb] = {
    "designateCounty": plain(designations.designate_county),
    "designateInstitution": plain(designations.designate_institution),
    "endDesignation": end_designation,
}
