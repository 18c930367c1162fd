"""A policy in sentences: a reader who is no programmer can say from the page what the rule is."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from cairn.engines.policy import Policy
from cairn.web.shared.rules import changes, page_of, proofs
from cairn.web.shared.rules.saying import Said
from cairn.workflows.rulebook import Shipped, shipped


def one(key: str, number: int = 1) -> Policy:
    return next(
        each.policy for each in shipped() if (each.policy.key, each.policy.version.number) == (key, number)
    )


def sentences(said: Said) -> list[str]:
    return [said.text, *(text for part in said.parts for text in sentences(part))]


def test_tennessees_rule_reads_as_sentences_with_sources_and_doubts() -> None:
    page = page_of(one("us-tn/teacher-license"))
    told = {decision.title: sentences(decision.asks) for decision in page.decisions}
    assert told == {
        "Advance": [
            "All of these:",
            "At least 3 years of experience.",
            "Any one of these is enough:",
            "Approved by director of schools.",
            "At least 30 PDP in counted records.",
        ],
        "Renew": [
            "Any one of these is enough:",
            "At least 60 PDP in counted records.",
            "At least 2 years of experience during the current license.",
        ],
    }
    first = page.counts[0]
    assert first.record == "Micro-credential"
    assert [(worth.text, worth.when, bool(worth.doubt)) for worth in first.worths] == [
        ("5 PDP", "from January 27, 2017 to August 31, 2020", True),
        ("6 PDP", "from September 1, 2020 on", True),
    ]
    assert all(row.cites for row in page.counts)


def test_what_north_carolina_changed_is_told_in_plain_words() -> None:
    found = changes(one("us-nc/teacher-renewal", 1), one("us-nc/teacher-renewal", 2))
    told = [
        (change.kind, change.where, change.before, change.after)
        for change in found
        if change.section == "Renew"
    ]
    assert told == [
        ("added", "General", "", "General: at least 2 CEU."),
        ("removed", "Digital", "Digital: at least 2 CEU, on the topic digital.", ""),
    ]
    assert changes(one("us-nc/teacher-renewal", 2), one("us-nc/teacher-renewal", 2)) == []


@pytest.mark.parametrize(
    "each", shipped(), ids=lambda each: f"{each.policy.key}.{each.policy.version.number}"
)
def test_every_shipped_policy_is_a_page_whose_cases_hold(each: Shipped) -> None:
    held = proofs(each.policy, each.cases)
    context = {"page": page_of(each.policy), "proofs": held}
    page = render_to_string("policies/one.html", context)
    assert each.policy.title.replace("'", "&#x27;") in page
    assert held.sound
    assert page.count('id="source-') == len(each.policy.sources)
