"""The public map of recognition: what it tells of each state, by purpose and day, and its files."""

from __future__ import annotations

import csv
import json
import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def tiles(address: str) -> dict[str, str]:
    """What the wide map says of each state, by its name."""
    wide = page(address).partition('class="chart narrow"')[0]
    return dict(
        label.split(": ", 1)
        for label in re.findall(r'<a href="[^"]*" aria-label="([^"]*)"', wide)
        if ": " in label
    )


def keys(address: str) -> list[str]:
    return [row["policy"] for row in json.loads(page(address))["policies"]]


def test_each_state_says_whether_micro_credentials_count_in_words_and_not_by_color_alone() -> None:
    told = tiles("/policies/?on=2026-12-01")
    assert {name: told[name] for name in ("Tennessee", "Kansas", "Pennsylvania")} == {
        "Tennessee": "Micro-credentials count (2 policies)",
        "Kansas": "Recognized, worth not stated (1 policy)",
        "Pennsylvania": "Nothing found about micro-credentials (1 policy)",
    }
    assert "Ohio" not in told


def test_a_purpose_a_day_and_a_state_choose_what_is_shown() -> None:
    assert keys("/policies.json?purpose=endorsement&on=2026-12-01") == [
        "us-az/computer-science-6-12",
        "us-az/computer-science-prek-8",
        "us-ri/esol-excel",
        "us-ri/computer-science",
    ]
    assert keys("/policies.json?on=2016-06-01&state=dc") == ["us-dc/teacher-renewal"]
    earlier = ["us-md/certificate-renewal", "us-nc/teacher-renewal"]
    assert keys("/policies.json?on=2015-01-01") == earlier
    assert "No rule on record for that" in page("/policies/?purpose=juggling")


def test_the_files_hold_the_same_rows_with_their_doubts() -> None:
    rows = list(csv.DictReader(page("/policies.csv?on=2026-12-01&state=tn").splitlines()))
    (renewal,) = [row for row in rows if row["policy"] == "us-tn/teacher-license"]
    assert [row["policy"] for row in rows] == keys("/policies.json?on=2026-12-01&state=tn")
    assert (renewal["purposes"], renewal["brings"]) == ("renewal; advancement", "6 PDP for each award")
    assert "that date is unconfirmed" in renewal["doubts"]


def test_every_policy_that_ships_can_be_read_in_each_version() -> None:
    for key in keys("/policies.json?on=2026-12-01"):
        assert f"<code>{key}</code>" in page(f"/policies/{key}/")
    assert "six credits" in page("/policies/us-md/certificate-renewal/?version=1").replace(
        "6 credits", "six credits"
    )
    assert page("/policies/us-md/certificate-renewal.yaml?version=1").startswith(
        "# Who holds a Maryland certificate"
    )
    assert Client().get("/policies/us-oh/nothing/").status_code == 404
