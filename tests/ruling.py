"""A district with a rule of its own: a version in use, its next one as a draft, an accept-list, and a what-if."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cairn.domain.people.models import Organization, Person
from cairn.domain.policies import operations
from cairn.domain.policies.models import AcceptEntry, PolicyDraft, PolicyVersion, Trial
from cairn.workflows import adopting, drafting, trying
from cairn.workflows.rulebook import policy_of


@dataclass
class Ruled:
    """One of everything that has a page; the draft asks for 10 hours where the version asks for 20."""

    version: PolicyVersion
    draft: PolicyDraft
    entry: AcceptEntry
    trial: Trial


def rule(organization: Organization, *, by: Person, at: datetime) -> Ruled:
    """Put a small rule in use, and try another text of it on the organization's people."""
    on = adopting.today_of(organization, at)
    first = drafting.begin_new(organization=organization, by=by, at=at)
    version = adopting.enact(draft=first, used_from=on, by=by, at=at)
    policy = policy_of(version.identity)
    assert policy is not None
    draft = drafting.begin_from(
        organization=organization,
        policy=policy,
        text=version.text,
        cases=version.cases,
        own=True,
        by=by,
        at=at,
    )
    changed = draft.text.replace("points: 20", "points: 10").replace(f"from: {on}", "from: 2099-01-01")
    cases = draft.cases.replace(f"on: {on}", "on: 2099-01-01")
    operations.save_draft(
        draft=draft, title=draft.title, text=changed, cases=cases, revision=draft.revision, by=by, at=at
    )
    accepted = operations.make_list(
        organization=organization, key=f"{organization.slug}/approved", title="Approved here", by=by, at=at
    )
    entry = operations.add_entry(accept_list=accepted, what=organization, from_on=on, by=by, at=at)
    trial = trying.ask(
        organization=organization,
        before=trying.Text(version.text, "Version 1"),
        after=trying.Text(changed, "The draft"),
        decision="recognize",
        on=on,
        by=by,
        at=at,
    )
    return Ruled(version, draft, entry, trial)
