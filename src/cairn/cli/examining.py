"""`cairn doctor`: one line for each thing an installation leans on, and how to mend what is wrong."""

from __future__ import annotations

import shutil
import smtplib
import stat
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from cairn.cli.place import Trouble, demand_database, load_django, say, unapplied, use_folder
from cairn.cli.working import HEARTBEAT

Outcome = Literal["ok", "warn", "fail"]
STALE = timedelta(minutes=2)
FAST_CLOCK = timedelta(minutes=5)
LEAST_FREE_BYTES = 1024**3


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one thing; `mend` says what to do unless all is well."""

    thing: str
    outcome: Outcome
    text: str
    mend: str = ""

    @property
    def line(self) -> str:
        return f"{self.outcome:<5} {self.thing}: {self.text}" + (f" {self.mend}" if self.mend else "")


def doctor(options: Namespace) -> int:
    """Print the findings; 1 when something fails, 0 otherwise (a warning does not fail)."""
    use_folder(options.data)
    load_django()
    findings = list(examine(now=datetime.now(UTC)))
    for finding in findings:
        say(finding.line)
    return 1 if any(finding.outcome == "fail" for finding in findings) else 0


def examine(*, now: datetime) -> Iterator[Finding]:
    database = _database()
    yield database
    yield _secret()
    yield _storage()
    yield _room()
    yield _keys()
    yield _mail()
    if database.outcome == "ok":
        # Without a database there is nothing to be said about what stands in it.
        examinations: tuple[Callable[[datetime], Finding], ...] = (
            _migrations,
            _ledger,
            _index,
            _clock,
            _worker,
            _signing,
        )
        for examination in examinations:
            yield examination(now)


def _database() -> Finding:
    from django.db import connection

    try:
        demand_database()
    except Trouble as trouble:
        return Finding("database", "fail", str(trouble))
    return Finding("database", "ok", f"{connection.display_name} answers.")


def _migrations(_now: datetime) -> Finding:
    missing = unapplied()
    if missing:
        return Finding("migrations", "fail", f"{len(missing)} are not applied.", "Run `cairn init`.")
    return Finding("migrations", "ok", "the database is up to date.")


def _secret() -> Finding:
    from django.conf import settings

    file = Path(settings.DATA_FOLDER) / "secret-key"
    if len(set(settings.SECRET_KEY)) < 10:
        return Finding(
            "secret", "fail", "the secret key is easily guessed.", "Set CAIRN_SECRET_KEY to a random one."
        )
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        return Finding("secret", "fail", "other users may read the secret key.", f"Run `chmod 600 {file}`.")
    return Finding("secret", "ok", "the secret key is long, and read by its owner only.")


def _storage() -> Finding:
    from django.conf import settings

    from cairn.adapters.storing.opening import open_store, prove
    from cairn.adapters.storing.store import StoreError

    try:
        prove(open_store(settings.STORAGE_URL))
    except StoreError as error:
        return Finding("storage", "fail", str(error), "Check CAIRN_STORAGE.")
    return Finding("storage", "ok", "a file was written, read back and deleted.")


def _room() -> Finding:
    from django.conf import settings

    free = shutil.disk_usage(settings.DATA_FOLDER).free
    text = f"{free / 1024**3:.1f} GiB are free in the data folder."
    if free < LEAST_FREE_BYTES:
        return Finding("room", "warn", text, "Make room before uploads fail.")
    return Finding("room", "ok", text)


def _keys() -> Finding:
    from django.conf import settings

    folder = Path(settings.KEYS_FOLDER)
    if settings.KEY_PLACE == "folder" and not folder.is_dir():
        return Finding(
            "keys", "warn", "no signing key was made yet.", "The first organization that issues makes one."
        )
    loose = [path.name for path in (folder, *folder.rglob("*")) if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if loose:
        mend = f"Run `chmod -R go= {folder}`."
        return Finding("keys", "fail", f"other users may read {loose[0]} in {folder}.", mend)
    return Finding("keys", "ok", "the signing keys are read by their owner only.")


def _signing(_now: datetime) -> Finding:
    from django.db import DatabaseError

    from cairn.workflows import keys

    try:
        found = list(keys.examine())
    except DatabaseError:
        return Finding("signing", "fail", "the issuers' keys cannot be read.", "Run `cairn init`.")
    bad = [health for health in found if health.problem]
    if bad:
        whose = bad[0].key.organization.slug
        text = f"{len(bad)} of {len(found)} keys cannot sign, the first of {whose}: {bad[0].problem}"
        return Finding("signing", "fail", text, "See `cairn keys check`.")
    return Finding("signing", "ok", f"{len(found)} keys of issuers sign as they should.")


def _mail() -> Finding:
    from django.conf import settings
    from django.core.mail import get_connection

    if settings.MAIL != "smtp":
        told = {
            "file": f"letters are written to {settings.CAIRN_MAIL_FOLDER}",
            "console": "letters are printed",
        }
        outcome: Outcome = "ok" if settings.DEMO else "warn"
        mend = "" if settings.DEMO else "Set CAIRN_MAIL=smtp to send them."
        return Finding("mail", outcome, f"{told[settings.MAIL]}.", mend)
    try:
        connection = get_connection()
        connection.open()
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        return Finding(
            "mail", "fail", f"the mail server does not answer ({error}).", "Check the CAIRN_SMTP settings."
        )
    return Finding("mail", "ok", f"{settings.EMAIL_HOST} takes letters.")


def _ledger(_now: datetime) -> Finding:
    from django.db import DatabaseError, connection

    from cairn.domain.ledger import guards, operations

    try:
        if missing := guards.missing(connection):
            text = f"{len(missing)} of the guards that keep it and published editions unchanged are missing."
            return Finding("ledger", "fail", text, "Run `cairn init`.")
        broken = operations.first_break()
    except DatabaseError:
        return Finding("ledger", "fail", "it cannot be read.", "Run `cairn init`.")
    if broken is not None:
        mend = "Compare it with a backup before anything else is written."
        return Finding("ledger", "fail", f"the chain breaks at entry {broken}.", mend)
    return Finding("ledger", "ok", "append-only, as are editions, and its chain is whole.")


def _index(_now: datetime) -> Finding:
    from django.db import DatabaseError

    from cairn.domain.finding import queries

    mend = "Run `cairn manage reindex`."
    try:
        whole = queries.is_whole()
    except DatabaseError:
        return Finding("search", "fail", "its index cannot be read.", "Run `cairn init`.")
    if not whole:
        return Finding("search", "fail", "its index does not hold what the catalog offers.", mend)
    return Finding("search", "ok", "the index holds what the catalog offers.")


def _clock(now: datetime) -> Finding:
    """The machine's clock against the last thing the ledger saw: one that went backwards spoils dates."""
    from django.db import DatabaseError

    from cairn.domain.ledger.models import Entry

    try:
        last = Entry.objects.order_by("-pk").values_list("at", flat=True).first()
    except DatabaseError:
        return Finding("clock", "warn", "nothing to compare it with.")
    if now.year < 2025 or (last is not None and last - now > FAST_CLOCK):
        mend = "Set the clock, best by NTP."
        return Finding("clock", "fail", f"it says {now:%Y-%m-%d %H:%M} UTC, which is in the past.", mend)
    return Finding("clock", "ok", f"it says {now:%Y-%m-%d %H:%M} UTC.")


def _worker(now: datetime) -> Finding:
    from django.core.cache import cache
    from django.db import DatabaseError

    mend = "Start `cairn serve`, or `cairn worker`."
    try:
        beat = cache.get(HEARTBEAT)
    except DatabaseError:
        beat = None
    if beat is None:
        return Finding("worker", "warn", "it has given no sign of life for a day.", mend)
    age = now - datetime.fromisoformat(beat)
    if age > STALE:
        return Finding(
            "worker", "warn", f"its last sign of life is {age.total_seconds():.0f} seconds old.", mend
        )
    return Finding("worker", "ok", "it is at work.")
