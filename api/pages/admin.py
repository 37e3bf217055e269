"""Accounts and audit entries as tables: their columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from api.accounts.clock import moment, utc_now
from api.accounts.viewer import roles
from api.pages.listing import Column

if TYPE_CHECKING:
    from api.accounts.manage import Listed
    from api.pages.asked import Asked

__all__ = ["ACCOUNTS", "ENTRIES", "account_row", "at_utc"]

Row = Mapping[str, Any]


def account_row(listed: Listed, names: Mapping[str, str]) -> dict[str, Any]:
    """An account as a row; ``names``: of areas, by code or id. No hash of a secret is in it."""
    account, now = listed.account, moment(utc_now())
    tokens = [
        {"id": token.id, "until": token.expires_at[:10], "expired": token.expires_at <= now} for token in listed.tokens
    ]
    return {
        "name": account.name, "role": account.role, "areas": [f"{names.get(area, '')} {area}".strip() for area in account.areas],
        "shareTotals": account.share_totals, "reserves": account.reserves, "disabled": account.disabled,
        "password": account.password is not None, "provider": account.issuer, "created": account.created_at,
        "sessions": listed.sessions, "tokens": tokens,
    }  # fmt: skip


def role_of(row: Row, asked: Asked) -> str | None:
    """What an account's role is called; a role that this program does not know as it stands."""
    known = roles().get(row.get("role") or "")
    return asked.words.of({"zh": known.zh, "en": known.en}) if known else str(row.get("role") or "") or None


def at_utc(told: str) -> str:
    """A moment as the audit's lists show it.

    >>> at_utc("2026-11-01T08:00:00.123+08:00")
    '2026-11-01 00:00:00'
    """
    return datetime.fromisoformat(told).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def _areas(row: Row, asked: Asked) -> str:
    return asked.words("pages.comma").join(row["areas"]) or asked.words("pages.everywhere")


def _extras(row: Row, asked: Asked) -> str | None:
    told = [asked.words(f"page_admin.{name}") for name in ("shareTotals", "reserves") if row[name]]
    return asked.words("pages.comma").join(told) or None


def _state(row: Row, asked: Asked) -> str:
    return asked.words("page_admin.disabled" if row["disabled"] else "page_admin.enabled")


def _ways(row: Row, asked: Asked) -> str | None:
    """How somebody may say that it is he."""
    told = [asked.words(f"page_admin.has_{name}") for name in ("password", "provider") if row[name]]
    return asked.words("pages.comma").join(told) or None


def _tokens(row: Row, asked: Asked) -> str | None:
    t = asked.words
    told = [
        t("page_admin.token_expired" if token["expired"] else "page_admin.token", **token) for token in row["tokens"]
    ]
    return t("pages.comma").join(told) or None


ACCOUNTS = (
    Column("name", "page_admin.account", lambda row, _: row["name"]),
    Column("role", "page_admin.role", role_of, "nowrap"),
    Column("areas", "pages.scope", _areas),
    Column("extras", "page_admin.extras", _extras, narrow=True),
    Column("state", "pages.state", _state, "nowrap"),
    Column("ways", "page_admin.ways", _ways, narrow=True),
    Column("sessions", "page_admin.sessions", lambda row, _: row["sessions"], "number"),
    Column("tokens", "page_admin.tokens", _tokens, narrow=True),
    Column("created", "page_admin.created", lambda row, _: row["created"], "day", narrow=True),
)  # fmt: skip


def _told(name: str) -> Any:
    return lambda row, _: row.get(name)


def _joined(name: str) -> Any:
    return lambda row, _: " ".join(row.get(name) or ()) or None


def _action(row: Row, asked: Asked) -> str:
    return asked.words(f"page_admin.action_{row['action'].replace('-', '_')}")


def _by(row: Row, asked: Asked) -> str:
    return asked.words(f"page_admin.by_{row['by']}")


def _personal(row: Row, asked: Asked) -> str | None:
    return asked.words("page_admin.yes") if row.get("personal") else None


def _outcome(row: Row, _: Asked) -> str | None:
    return " ".join(str(row[name]) for name in ("status", "code") if row.get(name) is not None) or None


ENTRIES = (
    Column("number", "page_admin.number", _told("number"), "number"),
    Column("at", "page_admin.at", lambda row, _: at_utc(row["at"]), "nowrap"),
    Column("who", "page_admin.who", _told("who")),
    Column("role", "page_admin.role", role_of, "nowrap", narrow=True),
    Column("by", "page_admin.by", _by, "nowrap", narrow=True),
    Column("address", "page_admin.address", _told("address"), narrow=True),
    Column("action", "page_admin.action", _action, "nowrap"),
    Column("operation", "page_admin.operation", _told("operation"), narrow=True),
    Column("fields", "page_admin.fields", _joined("fields"), narrow=True),
    Column("targets", "page_admin.targets", _joined("targets"), shown=False),
    Column("note", "page_admin.note", _told("note"), narrow=True),
    Column("personal", "page_admin.personal", _personal, "nowrap"),
    Column("outcome", "page_admin.outcome", _outcome, "nowrap"),
    Column("document", "page_admin.document", _told("document"), shown=False),
    Column("hash", "page_admin.hash", _told("hash"), shown=False),
)  # fmt: skip
