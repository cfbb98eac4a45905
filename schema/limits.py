"""How much one request may ask: enough for any question, not enough to stop the service.

PostgreSQL's own ends are 63 bytes of a name, 1,664 columns of a row, 32,767 values of a
statement. Planning, not executing, is what many joins cost: 50 take 0.1 s, 200 took 10 s.
"""

MOST_ERRORS = 50  # said of one request's variables
LARGEST_BODY = 250_000  # bytes; graphql-core takes seconds to coerce a megabyte
MOST_TOKENS = 20_000
LONGEST_KEY = 63  # bytes of a response key
MOST_FIELDS = 1_000  # of an answer's shape, fragments spread
MOST_RELATIONS = 60  # objects and lists among them, and in filters
MOST_CONDITIONS = 4_000  # of all filters together
MOST_VERBS = 20  # of one mutation
MOST_SORTS = 8  # fields that one list is ordered by
LONGEST_SORT = 4  # relations on the way to one of them
MOST_RANGES = 4  # past a cursor, each with all of the filter
WIDEST_RANGE = 100  # conditions of a filter that is set into several ranges
DEFAULT_PAGE = 50
LARGEST_PAGE = 500
DEEPEST = 24  # fields below each other: eight lists in lists
LONGEST_KEPT = 10_000  # characters of a document that is remembered
KEPT_CHARACTERS = 300_000  # of all documents that are, and of their selections: about 100 MB
KEPT_PLANS = 8  # of one selection, by how many rows in which order
KEPT_STATEMENTS = 2_000_000  # characters of all statements that are: about 20 MB
MOST_LISTENERS = 10_000  # connections of one process that wait for news
MOST_SUBSCRIPTIONS = 20  # of one connection
MOST_QUESTIONS = 200  # different ones, each a statement for a batch of news
MOST_WAITING = 1_000_000  # characters for one client, before it is too slow
