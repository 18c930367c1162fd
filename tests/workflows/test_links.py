"""The links of a draft: looked at by the worker when a review is asked for, and told without a false alarm."""

from __future__ import annotations

from typing import Any

import pytest

from cairn.demo import gating as walking
from cairn.demo.stage import Stage
from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.models import Draft
from cairn.domain.gating.checks import addresses_in, dead_links
from cairn.domain.gating.queries import links_of
from cairn.workflows import links, tasks
from tests.domain.asking import refused
from tests.neighbor import ROUTES, at, site
from tests.walk import DAY, stage
from tests.walk import LONG_AGO as NOW

__all__ = ["site", "stage"]


@pytest.fixture
def draft(stage: Stage, site: Any) -> Draft:
    """A draft that names a page that is there, one that is gone, and one within its words."""
    draft = stage.editions["wait-time"].micro_credential.draft
    sources = [
        {"claim": "It helps.", "citation": "Rowe (1986)", "url": at(site, path)}
        for path in ("/here", "/gone")
    ]
    purpose = f"Feedback; see [our plan]({at(site, '/moved')}), or ({at(site, '/flaky')})."
    document = {**draft.document, "research": sources, "resources": [], "purpose": purpose}
    return catalog.save_draft(
        draft=draft,
        document=document,
        revision=draft.revision,
        by=stage.people["janelle-wright"],
        at=NOW,
    )


def seen(draft: Draft) -> dict[str, str]:
    return {
        address.rpartition("/")[2]: link.state for address, link in links_of(draft.micro_credential).items()
    }


def test_asking_for_a_review_has_the_links_looked_at(
    draft: Draft, stage: Stage, settings: Any, monkeypatch: pytest.MonkeyPatch, site: Any
) -> None:
    settings.LOOK_AT_LINKS = settings.LINKS_MAY_LEAD_INSIDE = True
    monkeypatch.setitem(ROUTES, "/flaky", (200, ""))
    walking.ask(draft, author=stage.people["janelle-wright"], reviewer=stage.people["hannah-kim"], at=NOW)
    assert (links.is_due(draft), seen(draft)) == (True, {})
    tasks.run_all(NOW)
    assert (links.is_due(draft), seen(draft)) == (
        False,
        {"here": "ok", "gone": "gone", "moved": "moved", "flaky": "ok"},
    )
    told = dead_links(draft.document, links_of(draft.micro_credential))
    assert [(finding.path, finding.text) for finding in told] == [
        (
            "purpose",
            f"{at(site, '/moved')}: This page has moved for good. Point to {at(site, '/here')} instead.",
        ),
        ("research.1.url", f"{at(site, '/gone')}: This page is gone. Find where it went, or another source."),
    ]


def test_a_site_that_is_down_today_is_not_told_as_gone(
    draft: Draft, stage: Stage, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LOOK_AT_LINKS = settings.LINKS_MAY_LEAD_INSIDE = True
    monkeypatch.setitem(ROUTES, "/flaky", (200, ""))
    links.look(draft=draft, at=NOW)
    monkeypatch.setitem(ROUTES, "/flaky", (503, ""))
    links.look(draft=draft, at=NOW + DAY)
    (flaky,) = (link for link in links_of(draft.micro_credential).values() if link.address.endswith("/flaky"))
    assert (flaky.state, flaky.answered_at, flaky.looked_at) == ("unreachable", NOW, NOW + DAY)
    later = catalog.save_draft(
        draft=draft,
        document={**draft.document, "purpose": "Feedback."},
        revision=draft.revision,
        by=stage.people["janelle-wright"],
        at=NOW,
    )
    links.look(draft=later, at=NOW + 2 * DAY)
    assert set(seen(later)) == {"here", "gone"}


def test_where_it_is_switched_off_nobody_is_asked(draft: Draft, stage: Stage, site: Any) -> None:
    janelle = stage.people["janelle-wright"]
    site.asked.clear()
    walking.ask(draft, author=janelle, reviewer=stage.people["hannah-kim"], at=NOW)
    assert refused(lambda: links.look_later(draft=draft, by=janelle, at=NOW)) == ("links_off",)
    tasks.run_all(NOW)
    assert (site.asked, seen(draft)) == ([], {})


def test_only_who_may_write_has_them_looked_at(draft: Draft, stage: Stage, settings: Any) -> None:
    settings.LOOK_AT_LINKS = True
    dana = stage.people["dana-brown"]
    assert refused(lambda: links.look_later(draft=draft, by=dana, at=NOW)) == ("role",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "See https://example.org/a, and http://example.org/b.",
            ["https://example.org/a", "http://example.org/b"],
        ),
        (
            "[a](https://example.org/a_(b)) and <https://example.org/c>",
            ["https://example.org/a_(b)", "https://example.org/c"],
        ),
        ("(https://example.org/a)!", ["https://example.org/a"]),
        ("ftp://example.org and example.org", []),
    ],
)
def test_addresses_are_found_in_running_text(text: str, found: list[str]) -> None:
    assert list(addresses_in({"summary": text, "title": "A", "hours": {"low": 1}}).values()) == found
