"""What the answers have to hold: plain SQL over the same database, in the answers' shape."""

from typing import Any

import orjson
from asyncpg import Connection

from bench.questions import DEPTH, LONG_PAGE, PAGE

LINE = """
json_build_object('id', line.id, 'seats', line.seats, 'track', line.track,
                  'county', case when county.code is not null
                                 then json_build_object('nameZh', county.name_zh) end,
                  'institution', json_build_object('nameZh', institution.name_zh))
"""
LINES = """
select json_build_object('quotaLines', json_build_object(
           'nodes', json_agg({line} order by {order})))
  from (select * from quota_line line where {where} order by {order} limit {first}) line
  join institution on institution.code = line.institution_code
  left join county on county.code = line.county_code
"""
NESTED = """
select json_build_object('counties', json_build_object('nodes', json_agg(
           json_build_object('nameZh', county.name_zh,
                             'quotaLines', json_build_object('nodes', lines)) order by code)))
  from (select * from county order by code limit $1) county
 cross join lateral (
       select json_agg(json_build_object(
                  'seats', seats,
                  'institution', json_build_object('nameZh', institution.name_zh))
                  order by line.id) as lines
         from (select * from quota_line where county_code = county.code order by id limit $2) line
         join institution on institution.code = line.institution_code) first_lines
"""
SOME_SCORE = """
year = $1 and exists (select from admission
                       where quota_line_id = line.id and lowest_score >= $2::text::numeric)
"""
TOTALS = """
select json_build_object('quotaLines', json_build_object(
           'totalCount', count(*),
           'totals', json_build_object('seats', sum(seats), 'admitted', sum(admitted))))
  from quota_line where institution_code = $1
"""
BY_ID, BY_SEATS = "line.id", "line.seats desc, line.id"
PLACE = "(-seats, id) > (select -seats, id from quota_line where id = $1)"


def lines(where: str, order: str, first: int) -> str:
    return LINES.format(line=LINE, where=where, order=order, first=first)


ANSWERS = {
    "S": lines("id = $1", BY_ID, 1),
    "M": lines("id > $1", BY_ID, PAGE),
    "L": lines("id > $1", BY_ID, LONG_PAGE),
    "N": NESTED,
    "F": lines(SOME_SCORE, BY_SEATS, PAGE),
    "T": TOTALS,
    "D": lines(PLACE, BY_SEATS, PAGE),
}
DEEP = f"select id from quota_line order by seats desc, id offset {DEPTH} - 500 limit 1000"


async def answer(conn: Connection, letter: str, values: dict[str, Any]) -> object:
    """Return the facts of a question's answer; the values stand in the order of its places."""
    found = orjson.loads(await conn.fetchval(ANSWERS[letter], *values.values()))
    if letter == "S":
        return {"line": found["quotaLines"]["nodes"][0]}
    return found


def facts(value: Any) -> Any:
    """Return an answer without what servers spell differently.

    Ids and sums may be text, sums lie one object deeper, and a rate is only ours.
    """
    match value:
        case {"sum": sums}:
            return facts(sums)
        case dict():
            return {name: facts(each) for name, each in value.items() if name != "fillRate"}
        case list():
            return [facts(each) for each in value]
        case str():
            digits = value.removeprefix("QuotaLine:")
            return int(digits) if digits.isdecimal() else value
    return value
