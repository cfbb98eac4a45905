"""Web pages.

front   `/`: what this is, three queries that run when clicked, where to go on
"""
