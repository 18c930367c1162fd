"""`cairn manage`: Django's own management commands, with this installation's settings."""

from __future__ import annotations

import os

from cairn.cli.place import SETTINGS, load_django


def manage(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    load_django()
    from django.core.management import ManagementUtility

    ManagementUtility(["cairn manage", *arguments]).execute()
    return 0
