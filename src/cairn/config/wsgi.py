"""The WSGI entry point."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import DEFAULT_DB_ALIAS, connections

from cairn.engines.environment import shared

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cairn.config.settings")
# Only where pages are served: a command has one thread, and wants to hear at once why it cannot connect.
connections.settings[DEFAULT_DB_ALIAS] |= shared(
    connections.settings[DEFAULT_DB_ALIAS], connections=settings.DATABASE_CONNECTIONS
)
application = get_wsgi_application()

from cairn.workflows.warming import warm_soon  # noqa: E402 - knows the apps, which are there now

warm_soon()
