"""The read compiler: one statement for each operation. It knows no web framework.

    selection   what an operation selects, merged by graphql-core's own functions
    planner     the plan of a selection, for an actor; refuses what is refused
    plan        what a plan is made of: structure without values
    sql/        the statement of a plan
    run         runs it, and hands on each root field's JSON

    bindings/   which table answers which type, and who sees which rows
    conditions  `where`
    ordering    `orderBy`, and where a page begins
    cursors     the opaque text of a place in an order
    scalars     how each scalar is bound, filtered and written
    values      the values of a request, apart from its structure
    refusals    what is refused, and where

Decided, and why. Rows stay rows until the root turns them to JSON in one pass: as fast as any
other shape measured (300 rows with two to-one relations: within noise of json_agg and faster than
json_build_object) and the only one without white space, so that the bytes equal those of
graphql-core's road. The page is read before its rows are decorated, since PostgreSQL evaluates
lateral joins before a sort.
"""
