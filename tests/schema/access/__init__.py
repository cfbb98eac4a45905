"""Who asks.

accounts   accounts with a password
issuers    issuers over HTTP that do as they are told, and tokens of theirs
"""
