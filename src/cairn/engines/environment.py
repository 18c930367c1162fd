"""Typed reading of settings from environment variables; a wrong one is told as a sentence that mends it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit


class SettingError(Exception):
    """A setting is wrong; the message names it and says how to mend it."""


class Environment:
    """Typed reading of `CAIRN_*`, `DATABASE_URL` and `PUBLIC_URL` from a mapping such as `os.environ`."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values

    def text(self, name: str, default: str = "") -> str:
        return self.values.get(name, "").strip() or default

    def text_in(self, name: str) -> str:
        """The text of the file that the setting names, such as a secret that is mounted; empty without one."""
        path = self.text(name)
        if not path:
            return ""
        try:
            return Path(path).expanduser().read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingError(
                f"{name} is “{path}”, which cannot be read. Mount the file, or mend the path."
            ) from error

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
        if not re.fullmatch(r"[0-9]{1,12}", raw) or int(raw) < least:
            raise SettingError(f"{name} is “{raw}”. Set it to a whole number of at least {least}.")
        return int(raw)

    def choice(self, name: str, default: str, options: tuple[str, ...]) -> str:
        raw = self.text(name, default).lower()
        if raw not in options:
            raise SettingError(f"{name} is “{raw}”. Set it to one of: {', '.join(options)}.")
        return raw

    def folder(self, name: str, default: str) -> Path:
        return Path(self.text(name, default)).expanduser().absolute()

    def address(self, name: str, default: str) -> str:
        """The site's address without a path's closing slash, such as `https://cairn.example.org`."""
        raw = self.text(name, default).rstrip("/")
        if not raw:
            raise SettingError(f"{name} is not set. Set it to the site's address: https://cairn.example.org.")
        parts = urlsplit(raw)
        plain = not (parts.query or parts.fragment or parts.username)
        if (
            parts.scheme not in {"http", "https"}
            or not parts.hostname
            or not plain
            or not _port_is_sound(raw)
        ):
            raise SettingError(
                f"{name} is “{raw}”. Set it to the site's address, such as https://cairn.example.org."
            )
        return raw

    def page(self, name: str) -> str:
        """The address of a page, whole as it stands; empty when there is none."""
        raw = self.text(name)
        if raw:
            self.address(name, "")
        return raw


def _port_is_sound(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


SQLITE_OPTIONS: Mapping[str, object] = {
    "timeout": 20,
    # A transaction here begins because of a write (there are no ATOMIC_REQUESTS): take the lock at once.
    "transaction_mode": "IMMEDIATE",
    # Reading the SQL of a large question takes SQLite longer than answering it; 128 by default.
    "cached_statements": 512,
    # FULL: with NORMAL, the last commits before a power cut may be gone, and somebody was told they were kept.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


PREPARED_AFTER = 2
"""Of statements that have their values apart, PostgreSQL keeps the plan after so many times."""


def database(url: str, *, folder: Path) -> dict[str, Any]:
    """Django's DATABASES entry for `url`; empty means SQLite in `folder`. Raises `SettingError`."""
    parts = urlsplit(url)
    if not url or parts.scheme == "sqlite":
        name = folder / "cairn.sqlite3" if not url else Path(unquote(parts.path))
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            # Opening the file and setting it up costs more than most requests.
            "CONN_MAX_AGE": 60,
            "OPTIONS": dict(SQLITE_OPTIONS),
        }
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/") or not _port_is_sound(url):
        raise SettingError(
            "DATABASE_URL is not understood. Use postgresql://user:password@host:5432/name, "
            "or leave it empty for SQLite."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": _host(parts),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"connect_timeout": 10, "prepare_threshold": PREPARED_AFTER},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def shared(entry: Mapping[str, Any], *, connections: int) -> dict[str, Any]:
    """The same database for many threads: those of a process share so many connections, and wait for a free one.

    A server of PostgreSQL bears a hundred in all; files of SQLite have no such bound.
    """
    if not entry["ENGINE"].endswith("postgresql"):
        return dict(entry)
    pool = {"min_size": 0, "max_size": connections, "timeout": 30, "num_workers": 1}
    return {**entry, "CONN_MAX_AGE": 0, "OPTIONS": {**entry["OPTIONS"], "pool": pool}}


def _host(parts: SplitResult) -> str:
    """The host; as in libpq, a percent-encoded path is the folder of a Unix socket and keeps its case."""
    raw = parts.netloc.rpartition("@")[2]
    return unquote(raw.partition(":")[0]) if raw.upper().startswith("%2F") else parts.hostname or ""
