"""The servers that are not ours.

bare               the limit: a route that does nothing but send our compiled statements
strawberry_stock   Strawberry with resolvers and DataLoaders
postgraphile/      PostGraphile 5, with its filters and aggregates
"""
