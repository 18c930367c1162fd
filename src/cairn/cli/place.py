"""Where an installation lives: its data folder and secret key, and loading Django with them."""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

from cairn.engines.environment import Environment

SETTINGS = "cairn.config.settings"


class Trouble(Exception):
    """Something the operator can mend; the message says what it is and how."""


def use_folder(data: Path | None) -> Path:
    """The data folder: `data` when given, else the environment's; told to settings and child processes."""
    if data is not None:
        os.environ["CAIRN_DATA"] = str(data.expanduser().absolute())
    return Environment(os.environ).folder("CAIRN_DATA", "cairn-data")


def make_folder(folder: Path) -> None:
    """Make the data folder, for its owner's eyes alone; raises `Trouble` when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / "assets").mkdir(exist_ok=True)
    except OSError as error:
        raise Trouble(
            f"The data folder {folder} cannot be made or written ({error.strerror}). "
            "Set CAIRN_DATA to a folder that this user may write."
        ) from error


def write_secret(folder: Path) -> None:
    """A fresh secret key in the data folder, unless there is one there or in the environment."""
    if Environment(os.environ).text("CAIRN_SECRET_KEY"):
        return
    with suppress(FileExistsError):
        handle = os.open(folder / "secret-key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")


def load_django() -> None:
    """Load the settings and the applications; raises `SettingError` or `Trouble` with a sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise Trouble(f"The settings do not fit together: {error}") from error


def demand_database() -> None:
    """Raises `Trouble` with the database's own words when it cannot be reached."""
    from django.db import OperationalError, connection

    try:
        connection.ensure_connection()
    except OperationalError as error:
        first = str(error).strip().splitlines()[0]
        raise Trouble(
            f"The database cannot be reached: {first}. "
            "Check DATABASE_URL and that the database runs, or leave it empty for SQLite."
        ) from error


def unapplied() -> list[str]:
    """Migrations that this version brings and the database has not seen."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def demand_ready() -> None:
    """Raises `Trouble` unless the database is there and up to date."""
    demand_database()
    if missing := unapplied():
        raise Trouble(f"The database waits for {len(missing)} migrations. Run `cairn init` first.")


def say(text: str) -> None:
    print(text, file=sys.stdout, flush=True)
