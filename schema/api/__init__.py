"""The Strawberry schema of `/graphql`: what can be asked, with its words in Chinese and English.

Types only declare; the read compiler answers them. `schema/reads/bindings` says from where.

scalars       Date, DateTime, Decimal
fields        a field with a description; a list with its arguments
connections   Node, Connection, Edge, PageInfo
filters       `where` and `orderBy` inputs, generated from the bindings
types/        the object types, by noun
query         the root fields
eligibility   the check of a candidate's description
mutation      the verbs
subscription  what is told as it happens
writes/       from a verb's field to the domain and back
assembled     the schema, ready to run, and its printed form
"""
