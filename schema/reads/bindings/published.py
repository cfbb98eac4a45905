"""What the public may see: published plans, their source plans and lines."""

from sqlalchemy import or_

from schema.reads.bindings.model import Predicate, Row
from schema.reads.scalars import constant


def special_plan(row: Row) -> Predicate:
    return or_(row.state == constant("PUBLISHED"), row.state == constant("CLOSED"))


def source_plan(row: Row) -> Predicate:
    return row.state == constant("PUBLISHED")


def line(row: Row) -> Predicate:
    return row.state == constant("PUBLISHED")
