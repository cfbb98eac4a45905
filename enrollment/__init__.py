"""Special enrollment plans: their rules and every write.

types       the closed vocabularies
actors      who acts, in which role
rights      the guards of the verbs
sight       what an actor sees, asked before a verb tells anything
days        Shanxi's days
lives       which verb takes what from which state to which
inputs      texts and times of a write, judged before the database sees them
rows        writes of many rows, judged one by one
errors/     what is refused, and which constraint says so
record/     the audit of every write, idempotency, versions
verbs       every verb, and the roles it is open to
counties    by the codes that they have or had
reference   the facts the service starts with, from CSV
plans/      special plans and the counties they cover
designations   what counties and institutions are designated as
source_plans/  an institution's part in a plan: drafted, reviewed, approved
quotas/     quota lines, published with a sheet or asked for in a draft
admissions/ how many applied, were admitted and enrolled, by line and round
training/   targeted training: what counties need, and agreements with students
eligibility/   the rules by which candidates may apply, and the check of a description
quotas/     quota lines and the ledger that moves their seats
ledger/     seats issued, allocated, moved, withdrawn: never edited; sealed, and proven so
sheets/     the national source-plan record, read from CSV
sample      sample quotas, marked as such
tables/     the tables as SQLAlchemy Core

How data flows: a sheet's bytes become rows, rows become `quotas.Line`s or faults, lines are copied
to a temporary table and published in sets of SQL as one movement. Samples take the same way from
`quotas.Line` on. Decided, and why: facts that lines share with their plan (year, kind, state,
sample or not) are repeated on the line through foreign keys with `on update cascade`, so that a
list is filtered by one table and can't disagree; balances stand on the line and the plan and are
changed by a trigger on `leg` alone; sample plans are plans of their own, so that a real sheet puts
them out of sight without touching the ledger's past.
"""
