"""Whatever a program sends to the Open Badges 3.0 API, it is answered as the service description says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
import schemathesis
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cairn.engines.openbadges.hosting import OPERATIONS
from tests.web.api.backpack.program import Program

HELD = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
FEW = settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def program(stage):
    cache.clear()
    browser = Client()
    browser.force_login(stage.people["dana-brown"])
    program = Program(browser)
    program.connect()
    return program


SIGNALS = (request_started, request_finished)


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterator[bytes]:
    """Cairn as a server calls it, but that the connection in which the test's world stands outlives each request."""
    for signal in SIGNALS:
        signal.disconnect(close_old_connections)
    try:
        yield from WSGIHandler()(environ, start_response)
    finally:
        for signal in SIGNALS:
            signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_nothing_that_is_sent_brings_it_down_or_is_answered_otherwise_than_described(operation, program):
    described = Client().get("/ims/ob/v3p0/discovery").json()
    schema = schemathesis.openapi.from_dict(
        {**described, "servers": [{"url": "http://127.0.0.1:8000/ims/ob/v3p0"}]}
    )
    schema.app = application

    @FEW
    @given(case=schema[operation.path][operation.method.upper()].as_strategy())
    def holds(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(headers={**program.bearer(), "Accept-Encoding": "identity"}, checks=HELD)

    holds()
