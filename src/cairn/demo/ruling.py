"""Rules in the demo: the state answers for its license, says what it accepts, and tries a change on its teachers."""

from __future__ import annotations

from datetime import datetime, timedelta

from cairn.demo.material import cast
from cairn.demo.stage import LICENSE, Stage
from cairn.domain.policies import operations
from cairn.domain.records import operations as records
from cairn.workflows import adopting, drafting, trying
from cairn.workflows.rulebook import texts_in_use

DAY = timedelta(days=1)


def adopt(stage: Stage, at: datetime) -> None:
    """The state puts its rule in use as it ships, and accepts both issuers; teachers open their records to it."""
    state, sam = stage.organizations["tennessee"], stage.people["sam-whitaker"]
    on = adopting.today_of(state, at)
    adopting.adopt(organization=state, key=LICENSE, used_from=on, by=sam, at=at)
    accepted = operations.make_list(
        organization=state, key="us-tn/approved", title="Micro-credentials that count", by=sam, at=at
    )
    for slug, tier in (("cedar-hollow", ""), ("harpeth-state", "counts")):
        issuer = stage.organizations[slug]
        operations.add_entry(
            accept_list=accepted, what=issuer, least_tier=tier, from_on=on, note="", by=sam, at=at
        )
    for actor in cast().holding("cedar-hollow", "earner"):
        person = stage.people[actor.key]
        records.claim(organization=state, group=actor.school, on=on, by=person, at=at)


def try_a_change(stage: Stage, now: datetime) -> None:
    """The licensure officer writes a next version with 40 points in the place of 60, and asks what it would change."""
    state, sam = stage.organizations["tennessee"], stage.people["sam-whitaker"]
    at = now - 2 * DAY
    policy, words = next((policy, words) for policy, words in texts_in_use(at=at) if policy.key == LICENSE)
    draft = drafting.begin_from(
        organization=state, policy=policy, text=words, cases="", own=True, by=sam, at=at
    )
    changed = draft.text.replace("{points: 60,", "{points: 40,")
    operations.save_draft(
        draft=draft, title=draft.title, text=changed, cases="", revision=draft.revision, by=sam, at=at
    )
    trying.ask(
        organization=state,
        before=trying.Text(words, f"Version {policy.version.number}: {policy.title}"),
        after=trying.Text(changed, f"Draft: {draft.title}"),
        decision="renew",
        on=adopting.today_of(state, now),
        by=sam,
        at=now - DAY,
    )
