"""The cursors of lines, asked of each server in its own way."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from bench.questions import DEPTH
from bench.servers import Running, Wrong
from bench.truth import facts

PAGE = 500
OF_AN_INSTITUTION = {
    "ours": """query ($code: String!, $year: Int!) { lines: quotaLines(
        first: 500, where: {institution: {code: {eq: $code}}, year: {eq: $year}}
    ) { edges { cursor node { id } } } }""",
    "postgraphile": """query ($code: String!, $year: Int!) { lines: allQuotaLines(
        first: 500, filter: {institutionCode: {equalTo: $code}, year: {equalTo: $year}}
    ) { edges { cursor node { id: rowId } } } }""",
}
BY_SEATS = {
    "ours": """query ($after: String) { lines: quotaLines(
        first: 500, after: $after, orderBy: [{seats: DESC}]
    ) { edges { cursor node { id } } } }""",
    "postgraphile": """query ($after: Cursor) { lines: allQuotaLines(
        first: 500, after: $after, orderBy: [SEATS_DESC, PRIMARY_KEY_ASC]
    ) { edges { cursor node { id: rowId } } } }""",
}


@cache
def in_order_of_ids(
    server: Running, codes: tuple[str, ...], years: tuple[int, ...]
) -> dict[int, str]:
    """Return the cursors of these institutions' lines, by the lines' numbers."""
    document = OF_AN_INSTITUTION[server.kind.name]
    return {
        line: cursor
        for code in codes
        for year in years
        for line, cursor in page(server, document, {"code": code, "year": year})
    }


def in_order_of_seats(server: Running) -> dict[int, str]:
    """Return the cursors of the lines about DEPTH rows deep, by the lines' numbers."""
    found: dict[int, str] = {}
    after = None
    for start in range(0, DEPTH + PAGE, PAGE):
        edges = page(server, BY_SEATS[server.kind.name], {"after": after})
        if not edges:
            raise Wrong(f"the list ends before row {DEPTH:,}")
        after = edges[-1][1]
        if start >= DEPTH - PAGE:
            found.update(edges)
    return found


def page(server: Running, document: str, variables: Mapping[str, Any]) -> list[tuple[int, str]]:
    edges = server.ask(document, variables)["lines"]["edges"]
    return [(facts(edge["node"]["id"]), edge["cursor"]) for edge in edges]
