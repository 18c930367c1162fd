"""Django's migrate, followed by the domain's guards, so that no rebuilt table is left unguarded."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.commands import migrate
from django.db import connections

from cairn.domain.ledger import guards


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if settings.LEDGER_GUARDS:
            guards.install(connections[options["database"]])
