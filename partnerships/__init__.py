"""Pairings, obligations, activity reports and evidence: their rules and every write.

Nothing stands here yet: the tables of partnerships come with the issue that brings them.
"""
