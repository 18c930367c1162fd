"""`cairn init`: everything an installation needs before it serves; running it again upgrades it."""

from __future__ import annotations

import hashlib
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from cairn.cli.place import demand_database, load_django, make_folder, say, use_folder, write_secret


def init(options: Namespace) -> int:
    folder = prepare(options.data)
    if options.admin or options.organization:
        from cairn.cli.beginning import begin

        begin(options.organization, options.kind, options.admin, at=datetime.now(UTC))
    say(f"Ready. The data is in {folder}. Next: `cairn doctor`, then `cairn serve`.")
    return 0


def prepare(data: Path | None) -> Path:
    """Folder, secret, tables, fonts and static files, each only as far as it is missing."""
    from django.core.management import call_command

    folder = use_folder(data)
    make_folder(folder)
    write_secret(folder)
    load_django()
    demand_database()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    from cairn.workflows import cataloging

    cataloging.index_if_missing(at=datetime.now(UTC))
    cataloging.follow_stacks(at=datetime.now(UTC))
    cataloging.revalue(at=datetime.now(UTC))
    _collect(folder)
    return folder


def _collect(folder: Path) -> None:
    """Cut the fonts and gather the static files, unless both are as they were last time."""
    from django.conf import settings
    from django.core.management import call_command

    from cairn.web.shared.fonts import build_fonts

    build_fonts(folder / "assets" / "cairn-fonts")
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    now = _sources()
    if not stamp.exists() or stamp.read_text() != now:
        # htmx comes with extensions that we do not use and that name files which are not there.
        call_command(
            "collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=["ext", "*-4*.js"]
        )
        stamp.write_text(now)


def _sources() -> str:
    """A digest of every static file's name, size and time of change."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
