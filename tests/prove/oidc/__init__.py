"""A real OpenID Connect provider, and what a hostile client would send in its stead.

provider   runs oidc-provider: its tokens, its keys and their rotation
forged     tokens that have to be refused
"""
