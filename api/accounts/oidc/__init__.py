"""Logging in at an OpenID provider: authorization code with PKCE; who gets which role is written in the settings.

``handshake`` derives state, nonce and verifier of one login from one secret in the browser's cookie; ``provider`` asks the
provider for its addresses and keys and trades the code; ``id_token`` checks what the provider says; ``claims`` reads name,
role and scope out of it.
"""

from api.accounts.oidc.claims import Identity, identity_of
from api.accounts.oidc.handshake import OIDC_COOKIE, Handshake, new_handshake
from api.accounts.oidc.provider import Provider

__all__ = ["OIDC_COOKIE", "Handshake", "Identity", "Provider", "identity_of", "new_handshake"]
