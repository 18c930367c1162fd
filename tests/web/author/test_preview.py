"""The preview shows every field of the anatomy, and stands while fields are half typed."""

from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given, settings

from cairn.domain.catalog.document import lifted
from cairn.domain.catalog.models import Draft, MicroCredential
from cairn.domain.people.models import Organization
from cairn.web.author.previewing import preview_of
from tests.domain.catalog.drafting import drafts


def test_the_preview_shows_what_a_teacher_decides_by(author, draft):
    document = lifted(draft.document)
    document["slots"][0] |= {
        "kind": "observation_log",
        "conditions": [{"rule": "visits", "count": 2, "minutes": 40}, {"rule": "days", "count": None}],
        "alternatives": [{"kind": "document", "instructions": "Send a day book instead."}],
    }
    first = document["rubric"]["criteria"][0]
    document["rubric"]["rule"] = {"rule": "count", "count": 2, "required": [first["key"]]}
    document |= {
        "completion": ["The form is signed."],
        "prerequisites": [{"micro_credential": "cedar-hollow/wait-time", "required": True, "note": ""}],
        "alignments": [
            {"framework": "Model standards", "item": "", "code": "6a", "text": "Checks.", "url": ""}
        ],
        "license": "CC-BY-4.0",
        "examples": [
            {
                "level": "proficient",
                "title": "A week",
                "text": "I **asked**.",
                "notes": {first["key"]: "See it."},
            }
        ],
    }
    Draft.objects.filter(pk=draft.pk).update(document=document)
    page = unescape(author.get(f"/authoring/{draft.public_id}/preview/").content.decode())
    wanted = [
        "Send a day book instead.", "The form is signed.", "cedar-hollow/wait-time, required",
        "Model standards, 6a: Checks.", "Creative Commons Attribution 4.0", "Invented",
        "<strong>asked</strong>", "See it.", f"In any case: {first['title']}.",
        "2 of 3 criteria must be met.", "at least 40 minutes",
    ]  # fmt: skip
    assert [words for words in wanted if words not in page] == []


@pytest.mark.slow
@settings(deadline=None, max_examples=30)
@given(drafts())
def test_the_preview_of_any_draft_stands(document):
    shown = preview_of(_unsaved(document))
    assert len(shown.slots) == len(document["slots"])


def _unsaved(document):

    organization = Organization(slug="any", name="Any")
    row = MicroCredential(organization=organization, key="a-key", title="A title")
    return Draft(micro_credential=row, document=document)
