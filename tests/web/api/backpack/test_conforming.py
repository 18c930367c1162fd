"""A host of badges keeps to the standards of Open Badges and OAuth, and a fault in any of it is noticed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from oauth2_provider.oauth2_validators import OAuth2Validator

from cairn.engines.openbadges.hosting import READ, Window
from cairn.web.api.backpack import answers, credentials, discovery
from cairn.workflows import backpack
from cairn.workflows.persons import erasing
from tests.web.api.backpack import conforming as asked
from tests.web.api.backpack.conforming import KEPT, each
from tests.web.api.backpack.program import Program

Plant = Callable[[pytest.MonkeyPatch, Any], object]


@pytest.fixture
def program(stage):
    cache.clear()
    browser = Client()
    browser.force_login(stage.people["dana-brown"])
    return Program(browser)


@pytest.mark.parametrize("look", each(), ids=lambda look: look.__name__)
def test_what_the_standards_ask_of_a_host_is_kept(look, program):
    assert look(program) == KEPT[look]


def test_who_is_forgotten_has_no_program_left(program, stage):
    program.connect()
    before = program.get("/profile").status_code
    dana, now = stage.people["dana-brown"], timezone.now()
    erasing.erase(erasure=erasing.ask(person=dana, by=dana, at=now, wait=timedelta()), at=now)
    found = program.get("/profile").status_code, program.renew(program.tokens["refresh_token"]).status_code
    assert (before, *found) == (200, 401, 400)


def _elsewhere(patch, settings):
    real = discovery.service
    patch.setattr(discovery, "service", lambda: replace(real(), register="http://127.0.0.1:8000/elsewhere"))


def _whatever_was_given(patch, settings):
    real = answers._token
    patch.setattr(answers, "_token", lambda request, scope: real(request, READ))


def _provider(**changed):
    def plant(patch, settings):
        settings.OAUTH2_PROVIDER = {**settings.OAUTH2_PROVIDER, **changed}

    return plant


def _validator(name, answer):
    return lambda patch, settings: patch.setattr(OAuth2Validator, name, lambda *_, **__: answer)


FAULTS: dict[asked.Look, Plant] = {
    asked.discovery: _elsewhere,
    asked.paging: lambda patch, settings: patch.setattr(Window, "links", lambda *_: ""),
    asked.scopes: _whatever_was_given,
    asked.pkce: _provider(PKCE_REQUIRED=False),
    asked.redirects: _validator("validate_redirect_uri", True),
    asked.single_use: _validator("invalidate_authorization_code", None),
    asked.refresh: _provider(ROTATE_REFRESH_TOKEN=False),
    asked.upsert: lambda patch, settings: patch.setitem(credentials.STATUSES, "replaced", 201),
    asked.tokens: lambda patch, settings: patch.setattr(backpack, "shut_out", lambda **_: None),
}


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("look", each(), ids=lambda look: look.__name__)
def test_a_fault_that_is_planted_is_caught(look, program, monkeypatch, settings):
    FAULTS[look](monkeypatch, settings)
    assert look(program) != KEPT[look]
