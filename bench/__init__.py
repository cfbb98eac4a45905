"""`make bench`: the service side by side with others, on one PostgreSQL.

settings    what a run is asked for, from the environment
lines       the SQL that makes quota lines
filled      databases filled with them
questions   the seven questions, as each server spells them, and the ratios wanted
variants    the thousand sets of variables of each question
cursors     where pages begin, asked of each server in its own way
compiled    the statement that the service sends for a question: the limit sends no more
truth       what the answers have to hold, by plain SQL
servers     the servers, one process each
prepared    what a server will be asked, and whether its answers hold the facts
load        wrk, and what it measured
rounds      servers in turn, round after round
ledger      transfers of seats over HTTP
comparison  from the database to the figures
report      the table of ratios and results.json
peers/      the servers that are not ours
"""
