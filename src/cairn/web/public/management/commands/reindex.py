"""`cairn manage reindex`: the search index made anew from the catalog."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cairn.workflows import cataloging


class Command(BaseCommand):
    help = "Makes the search index anew from what the catalog offers."

    def handle(self, *args: Any, **options: Any) -> None:
        number = cataloging.reindex(at=timezone.now())
        self.stdout.write(f"The index holds {number:,} micro-credentials.")
