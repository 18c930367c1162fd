"""Django's migrate, which makes a new installation's tables at once, followed by the domain's guards.

Guards come last so that no rebuilt table is left unguarded.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.commands import migrate
from django.db import connections
from django.db.models.signals import pre_migrate

from cairn.domain.ledger import guards, tables


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        # What was already made by hand is told from single operations.
        if not options["fake_initial"]:
            pre_migrate.connect(tables.make_at_once)
        super().handle(*args, **options)
        if settings.LEDGER_GUARDS:
            guards.install(connections[options["database"]])
