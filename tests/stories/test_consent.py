"""A person lets a program at her badges, sees it listed, and ends it, in a real browser."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from playwright.sync_api import expect

from cairn.engines.openbadges.hosting import READ, UPSERT
from tests.neighbor import at
from tests.neighbor import site as site
from tests.web.api.backpack.program import challenge


# The other site has no icon.
@pytest.mark.console_errors("404")
def test_a_backpack_is_let_in_and_shut_out_again(
    empty_stage: Any, new_context: Any, sign_in: Any, live_server: Any, site: Any, examiner: Any
) -> None:
    back = at(site, "/here")
    told = {"client_name": "Stone Keeper", "redirect_uris": [back], "token_endpoint_auth_method": "none"}
    made = Client().post("/oauth/register", json.dumps(told), content_type="application/json").json()
    asked = {"response_type": "code", "client_id": made["client_id"], "redirect_uri": back, "state": "s-1"}
    asked |= {"scope": f"{READ} {UPSERT}", "code_challenge": challenge(), "code_challenge_method": "S256"}
    context = new_context(base_url=live_server.url)
    sign_in(context, empty_stage.people["dana-brown"])
    page = context.new_page()

    page.goto(f"/oauth/authorize/?{urlencode(asked)}")
    expect(page.get_by_role("heading", name="Let “Stone Keeper” in?")).to_be_visible()
    expect(page.get_by_role("listitem")).to_have_text(
        [re.compile("See your badges"), re.compile("Add badges to your portfolio")]
    )
    assert "\n".join(examiner.faults(page)) == ""
    page.get_by_role("button", name="Let it in").click()
    page.wait_for_url(f"{back}?*")
    given = parse_qs(urlsplit(page.url).query)
    assert (given["state"], sorted(given)) == (["s-1"], ["code", "iss", "state"])

    tokens = Client().post(
        "/oauth/token",
        {
            "grant_type": "authorization_code",
            "code": given["code"][0],
            "redirect_uri": back,
            "client_id": made["client_id"],
            "code_verifier": "a verifier of forty-three letters, and some more",
        },
    )
    assert tokens.status_code == 200
    page.goto(f"{live_server.url}/account/me/")
    page.get_by_role("link", name="Connected programs").click()
    expect(page.get_by_role("heading", name="Stone Keeper")).to_be_visible()
    page.get_by_role("button", name="End this").click()
    expect(page.get_by_role("heading", name="No program is connected")).to_be_visible()
    key = {"Authorization": f"Bearer {tokens.json()['access_token']}"}
    assert Client().get("/ims/ob/v3p0/credentials", headers=key).status_code == 401
