"""Settings read from environment variables; a wrong one stops the start with a sentence that mends it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class SettingError(Exception):
    """A setting is wrong; the message names it and says how to mend it."""


class Environment:
    """Typed reading of `CAIRN_*`, `DATABASE_URL` and `PUBLIC_URL`."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self.values = os.environ if values is None else values

    def text(self, name: str, default: str = "") -> str:
        return self.values.get(name, "").strip() or default

    def flag(self, name: str, default: bool = False) -> bool:
        raw = self.text(name).lower()
        if not raw:
            return default
        if raw in {"1", "yes", "true", "on"}:
            return True
        if raw in {"0", "no", "false", "off"}:
            return False
        raise SettingError(f"{name} is “{raw}”. Set it to yes or no.")

    def number(self, name: str, default: int, *, least: int = 0) -> int:
        raw = self.text(name, str(default))
        if not raw.isdecimal() or int(raw) < least:
            raise SettingError(f"{name} is “{raw}”. Set it to a whole number of at least {least}.")
        return int(raw)

    def folder(self, name: str, default: str) -> Path:
        return Path(self.text(name, default)).expanduser().resolve()

    def address(self, name: str, default: str) -> str:
        raw = self.text(name, default).rstrip("/")
        parts = urlsplit(raw)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise SettingError(f"{name} is “{raw}”. Set it to the site's address, such as https://cairn.example.org.")
        return raw


SQLITE_OPTIONS: dict[str, Any] = {
    "timeout": 20,
    # Every transaction here begins because of a write (there are no ATOMIC_REQUESTS), so take the lock at once.
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


def database(url: str, *, folder: Path) -> dict[str, Any]:
    """Django's DATABASES entry for `url`; empty means SQLite in `folder`."""
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "cairn.sqlite3", "OPTIONS": dict(SQLITE_OPTIONS)}
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": unquote(parts.path), "OPTIONS": dict(SQLITE_OPTIONS)}
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise SettingError(
            "DATABASE_URL is not understood. Use postgresql://user:password@host:5432/name, or leave it empty for SQLite."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
