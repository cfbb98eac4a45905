"""Roads to rows: questions that say, each in its own way, what rows there are."""

from schema.reads.bindings.catalogue import LISTINGS

NAMES = [name for name, listing in LISTINGS.items() if not listing.arguments]
LISTS = " ".join(f"{name} {{ totalCount }}" for name in NAMES)
ROADS = {
    "counts": f"{{ {LISTS} }}",
    "inbox": "{ viewer { role name inbox { kind count oldest } } }",
    "movements": """{ quotaMovements(first: 100) { totalCount nodes { id isSample
        reverses { id } reversedBy { id } } } }""",
    "legs of a movement": """{ quotaMovements(first: 100) { nodes { legs(last: 2) {
        totalCount nodes { seats toAccount { id } } pageInfo { hasPreviousPage endCursor } } } } }
    """,
    "legs of a line": """{ quotaLines(first: 200) { nodes { movements { totalCount }
        legs(first: 1) { totalCount pageInfo { hasNextPage endCursor } } } } }""",
    "plans by year": """{ a: specialPlan(year: 2018, kind: NATIONAL) { id isSample }
        b: specialPlan(year: 2019, kind: TARGETED) { title } }""",
    "plans by what may be done": "{ specialPlans { totalCount nodes { state may } } }",
    "plans by area": "{ counties(first: 60) { nodes { specialPlans { totalCount } } } }",
    "plans by area, filtered": """{ counties(where: {specialPlans: {some: {state: {in: [DRAFT]}}}})
        { totalCount } }""",
    "plans in order": """{ sourcePlans(orderBy: [{specialPlan: {year: DESC}}, {seats: ASC}]) {
        edges { cursor node { id specialPlan { id } } } } }""",
    "what is left of plans": """{ a: specialPlans(orderBy: [{unallocatedSeats: DESC}]) { nodes {
        id issuedSeats allocatedSeats unallocatedSeats withdrawnSeats } }
        b: specialPlans(where: {withdrawnSeats: {gt: 0}}) { totalCount } }""",
    "source plans": """{ institutions(first: 200) { nodes { sourcePlans {
        totalCount nodes { state } } } } }""",
    "source plans of a plan": """{ specialPlans { nodes { issuedSeats sourcePlans {
        totalCount } } } }""",
    "source plans, filtered": """{ institutions(where: {sourcePlans: {some: {state: {
        notIn: [PUBLISHED]}}}}) { totalCount } }""",
    "what was said in review": """{ a: sourcePlans(first: 200) { nodes { may reviews { totalCount
        nodes { text actor } } } } b: sourcePlans(where: {reviews: {some: {step: {eq: COMMENT}}}}) {
        totalCount } }""",
    "lines of a county": """{ counties(first: 60) { nodes { quotaLines {
        totalCount totals { lines seats admitted } } openQuota(year: 2020) { totalCount } } } }""",
    "lines of an institution": """{ institutions(first: 200) { nodes { quotaLines {
        totals { lines seats enrolled fillRate } } } } }""",
    "last year's line": """{ quotaLines(first: 200) { nodes { id
        previousYear { lines seats admitted lowestScore lowestRank } } } }""",
    "last year's line, in order": """{ quotaLines(where: {previousYear: {isNull: true}},
        orderBy: [{previousYear: {seats: DESC}}]) { totalCount nodes { id } } }""",
    "demands": """{ a: trainingDemands(orderBy: [{answered: DESC}, {signed: ASC}]) { nodes {
        positions answered signed serving county { code } agreements { totalCount } } }
        b: trainingDemands(where: {agreements: {some: {state: {eq: SIGNED}}}}) { totalCount } }""",
    "agreements": """{ a: trainingAgreements(first: 200) { totalCount nodes { id student may
        line { id } institution { code } county { code } } }
        b: trainingAgreements(where: {line: {seats: {gt: 0}}}) { totalCount } }""",
    "who moved seats": """{ a: quotaMovements(where: {actor: {startsWith: "staff:"}}) { totalCount }
        b: quotaMovements(orderBy: [{actor: ASC}]) { edges { cursor node { actor } } }
        c: quotaMovements(orderBy: [{actor: DESC}], first: 1) { nodes { id } }
        d: quotaMovements(where: {actor: {isNull: false}}) { totalCount }
        e: quotaMovements(where: {not: {actor: {in: ["province"]}}}) { totalCount } }""",
}
