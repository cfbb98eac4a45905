"""From a plan to the text of its one statement, kept by the plan's structure.

A root field is one column: a row turned to JSON by PostgreSQL. Rows stay rows until then:

    object      a subselect whose columns are the response keys, taken as a whole row
    to-one      a LEFT JOIN LATERAL of such a subselect: no row makes `null`
    list        its window first (filter, cursors, order, limit), the rows then decorated with
                relations, then gathered; counts and totals over the same filter, only when asked
    to-many     the same, lateral

The window keeps relations away from rows that are sorted out, and hands up only the columns that
are used. Names of whole rows hold a dash, so no response key can be taken for one.

statement   the text and the places of its values, in a bounded cache
roots       a root field's column
things      objects and lists, each of which holds the other
windows     the rows of a page and nothing else
bounds      where a page begins and ends in an order
sums        counts and totals
past        the tables as they stood at an instant
changes     what two instants differ by
filters     conditions
fragments   fields and rules, compiled once and set in as text
names       aliases, and whole rows by name
"""
