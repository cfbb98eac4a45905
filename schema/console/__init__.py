"""Web pages.

front       `/`: what this is, three queries that run when clicked, where to go on
signin      `/signin`: name and password for a token
invitation  `/invitation/…`: choose a password, once
pages       what these two share: the frame, refusals, forms
"""
