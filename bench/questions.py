"""The seven questions, as each server spells them; aliases give their answers one shape."""

from collections.abc import Mapping
from dataclasses import dataclass, field

PAGE = 20
LONG_PAGE = 300
DEPTH = 20_000  # rows before the deep page: a thousand pages

TOKENS = {"province": 0.9, "admissions": 0.8}

OURS = "id seats track county { nameZh } institution { nameZh }"
THEIRS = OURS.replace("id", "id: rowId", 1)


@dataclass(frozen=True)
class Question:
    """What is asked, the document of each server that is asked it, and the ratio ours has to reach.

    A ratio is our answers a second by theirs; of `province` and `admissions`, which are ours with
    a token, those with by those without.
    """

    letter: str
    title: str
    documents: Mapping[str, str]
    wanted: Mapping[str, float] = field(default_factory=dict)


def lines(first: int) -> dict[str, str]:
    return {
        "ours": f"""query ($after: String) {{
            quotaLines(first: {first}, after: $after) {{ nodes {{ {OURS} }} }} }}""",
        "strawberry": f"""query ($after: String) {{
            quotaLines(first: {first}, after: $after) {{ nodes {{ {OURS} }} }} }}""",
        "postgraphile": f"""query ($after: Cursor) {{
            quotaLines: allQuotaLines(first: {first}, after: $after) {{
                nodes {{ {THEIRS} }} }} }}""",
    }


ONE = Question(
    "S",
    "one line by id",
    {
        "ours": f"query ($id: ID!) {{ line: node(id: $id) {{ ... on QuotaLine {{ {OURS} }} }} }}",
        "strawberry": f"query ($id: ID!) {{ line: quotaLine(id: $id) {{ {OURS} }} }}",
        "postgraphile": f"""query ($id: BigInt!) {{
            line: quotaLineByRowId(rowId: $id) {{ {THEIRS} }} }}""",
    },
    {"limit": 0.75, "strawberry": 2, "postgraphile": 1.2, **TOKENS},
)
PAGE_OF_LINES = Question(
    "M",
    "20 lines with county and institution",
    lines(PAGE),
    {"limit": 0.75, "strawberry": 5, "postgraphile": 1.2, **TOKENS},
)
LONG_PAGE_OF_LINES = Question(
    "L",
    "300 lines with county and institution",
    lines(LONG_PAGE),
    {"limit": 0.85, "strawberry": 20, "postgraphile": 3, **TOKENS},
)
NESTED = Question(
    "N",
    "58 counties, the first five lines of each",
    {
        "ours": """query ($counties: Int!, $lines: Int!) { counties(first: $counties) { nodes {
            nameZh quotaLines(first: $lines) {
                nodes { seats institution { nameZh } } } } } }""",
        "postgraphile": """query ($counties: Int!, $lines: Int!) {
            counties: allCounties(first: $counties) { nodes {
                nameZh quotaLines(first: $lines) {
                    nodes { seats institution { nameZh } } } } } }""",
    },
    {"postgraphile": 1.5},
)
FILTERED = Question(
    "F",
    "a filter over admissions, ordered by seats",
    {
        "ours": f"""query ($year: Int!, $score: Decimal!) {{ quotaLines(
            first: {PAGE}, orderBy: [{{seats: DESC}}],
            where: {{year: {{eq: $year}}, admissions: {{some: {{lowestScore: {{gte: $score}}}}}}}}
        ) {{ nodes {{ {OURS} }} }} }}""",
        "postgraphile": f"""query ($year: Int!, $score: BigFloat!) {{ quotaLines: allQuotaLines(
            first: {PAGE}, orderBy: [SEATS_DESC, PRIMARY_KEY_ASC],
            filter: {{year: {{equalTo: $year}}, admissionsByQuotaLineId: {{
                some: {{lowestScore: {{greaterThanOrEqualTo: $score}}}}}}}}
        ) {{ nodes {{ {THEIRS} }} }} }}""",
    },
    {"postgraphile": 1.2},
)
TOTALLED = Question(
    "T",
    "totals of an institution's lines",
    {
        "ours": """query ($code: String!) {
            quotaLines(where: {institution: {code: {eq: $code}}}) {
                totalCount totals { seats admitted fillRate } } }""",
        "postgraphile": """query ($code: String!) {
            quotaLines: allQuotaLines(filter: {institutionCode: {equalTo: $code}}) {
                totalCount totals: aggregates { sum { seats admitted } } } }""",
    },
    {"postgraphile": 1.2},
)
DEEP = Question(
    "D",
    "a page a thousand pages deep",
    {
        "ours": f"""query ($after: String) {{
            quotaLines(first: {PAGE}, after: $after, orderBy: [{{seats: DESC}}]) {{
                nodes {{ {OURS} }} }} }}""",
        "postgraphile": f"""query ($after: Cursor) {{
            quotaLines: allQuotaLines(
                first: {PAGE}, after: $after, orderBy: [SEATS_DESC, PRIMARY_KEY_ASC]
            ) {{ nodes {{ {THEIRS} }} }} }}""",
    },
    {"postgraphile": 1.2},
)

QUESTIONS = {
    question.letter: question
    for question in (ONE, PAGE_OF_LINES, LONG_PAGE_OF_LINES, NESTED, FILTERED, TOTALLED, DEEP)
}
# The 50th percentile at the most lines by that at the fewest: at most so much.
MOST_GROWTH = {"S": 1.5, "M": 1.5, "F": 1.5, "D": 1.5}


def document(letter: str, server: str) -> str | None:
    """Return the server's document of a question; the limit answers ours."""
    text = QUESTIONS[letter].documents.get("ours" if server == "limit" else server)
    return None if text is None else " ".join(text.split())
