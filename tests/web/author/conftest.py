from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from cairn.demo.stage import Stage
from cairn.domain.catalog.models import Draft
from cairn.web.author import parsing
from tests.walk import stage

__all__ = ["stage"]


def posted(document: dict[str, Any]) -> QueryDict:
    """What a browser would post for this document."""
    fields = QueryDict(mutable=True)
    for name, value in parsing.fields_of(document):
        fields.appendlist(name, value)
    return fields


def form_data(document: dict[str, Any], **more: object) -> dict[str, object]:
    return {**dict(posted(document).lists()), **more}


@pytest.fixture
def author(client: Client, stage: Stage) -> Client:
    """A browser in which Janelle, an author of Cedar Hollow, is signed in."""
    client.force_login(stage.people["janelle-wright"])
    return client


@pytest.fixture
def draft(stage: Stage) -> Draft:
    """The draft of exit tickets, as it is published."""
    return Draft.objects.get(micro_credential__key="exit-tickets")
