"""Accounts, tokens, sessions, roles and area scopes, and the audit of who read or changed what."""

from api.accounts.viewer import LOCAL, Viewer

__all__ = ["LOCAL", "Viewer"]
