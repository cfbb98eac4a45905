"""The read compiler: one statement for each operation. It knows no web framework.

    selection   what an operation selects, merged by graphql-core's own functions
    planned     the plan of a selection, kept where only values change
    planner     the plan of a selection, for an actor; refuses what is refused
    plan        what a plan is made of: structure without values
    sql/        the statement of a plan
    sight       whether somebody sees an object, and by which right
    run         runs it, and hands on each root field's JSON

    bindings/   which table answers which type, and who sees which rows
    arguments   the arguments of a field, read once but for what variables bring
    paging      the arguments that every list has
    conditions  `where`
    ordering    `orderBy`
    instants    instants in the past, between which history is known
    cursors     the opaque text of a place in an order
    scalars     how each scalar is bound, filtered and written
    values      the values of a request, apart from its structure
    refusals    what is refused, where, and what would pass

Decided, and why. Rows stay rows until the root turns them to JSON in one pass: as fast as any
other shape measured (300 rows with two to-one relations: within noise of json_agg and faster than
json_build_object) and the only one without white space, so that the bytes equal those of
graphql-core's road. The page is read before its rows are decorated, since PostgreSQL evaluates
lateral joins before a sort.

A selection is kept with its document and a statement with its plan, so that a request costs the
coercion of its variables and its planning. Pages are found by cursors, never by offsets: an offset
reads what it skips, and shifts when a row is added. Past a cursor lie ranges, one for each column
of the order; each is read by its own index scan and stops at a page (20 of 600,000 lines by seats,
after the 20,000th: 0.5 ms; one scan with a disjunction 8 ms, an offset 51 ms).

`plan_cache_mode` stays `auto`. Beneath each limit stands a constant one, 51 or 501 rows, so that
PostgreSQL's generic plan, which can't see a limit that is bound, stops early too and is chosen
after five runs (20 lines: 0.35 ms, against 1.05 ms when planned each time; a filter over
admissions 0.44 against 1.25). What is asked a few times only, a search for something rare, is
planned for its own values.

The past is read by the same text, under WITH: there a table's name means what stood by a seal
(`sql/past.py`). The instant is a value like others, so a plan knows only that there is one, and the
seal is looked up by the statement itself. A page of lines in the past is found in the order of
today's indexes, each line in its version of then; with 600,000 lines, 1,200,000 versions and
2,000,000 legs, 300 lines with institution and county take 5 ms (1.9 now), 11 ms where most rows
have changed since. What has to know the seats of every line, a total or an order by them, adds up
each: 120,000 lines of a year take seconds.
"""
