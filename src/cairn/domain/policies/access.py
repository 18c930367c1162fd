"""Who may put policies in use and say what is accepted, and under which keys."""

from __future__ import annotations

import re
from datetime import datetime

from cairn.domain.people.access import holds
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.policies.models import AcceptEntry, AcceptList, Policy, PolicyVersion
from cairn.domain.policies.states import VERSION
from cairn.engines.verdict import Verdict, no, yes

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*")
"""A place and a name, such as `us-tn/teacher-license`."""

LONGEST_KEY = 120
OF_A_STATE = re.compile(r"[a-z]{2}-[a-z]{2}/.*")

STATES = (
    Organization.Kind.STATE_AGENCY,
    Organization.Kind.STATE_BOARD,
    Organization.Kind.STANDARDS_BOARD,
)
"""Kinds of organizations that make the rules of a state."""

KEEPERS = (Role.RECOGNIZER, Role.ADMINISTRATOR)


def may_keep(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may say what the organization recognizes: its policies, accept-lists and what-ifs."""
    return holds(person, organization, *KEEPERS, at=at)


def may_use_key(organization: Organization, key: str) -> Verdict:
    """Whether the organization may put a policy of this key in use; a state's answers for everybody here."""
    if not KEY.fullmatch(key):
        return no(
            "key", "Write the key as a place and a name in small letters, such as us-tn/teacher-license."
        )
    kept = Policy.objects.filter(key=key).select_related("organization").first()
    if kept and kept.organization_id != organization.pk:
        told = f"{kept.organization.name} keeps {key} here. Give yours a key of its own, or extend theirs."
        return no("kept", told)
    if OF_A_STATE.fullmatch(key) and organization.kind not in STATES:
        return no(
            "of_a_state", f"{key} is a state's rule. Give yours a key of its own, and extend the state's."
        )
    return yes()


def may_use_list_key(organization: Organization, key: str) -> Verdict:
    """Whether the organization may begin an accept-list under the key by which policies ask for it."""
    if not key.strip() or len(key) > LONGEST_KEY or not key.isprintable():
        return no("key", f"Give the list the key that policies ask for, in at most {LONGEST_KEY} characters.")
    if kept := AcceptList.objects.filter(key=key).select_related("organization").first():
        return no("kept", f"{kept.organization.name} has a list {key} already. Choose another key.")
    if OF_A_STATE.fullmatch(key) and organization.kind not in STATES:
        return no("of_a_state", f"{key} is a state's list. Give yours a key of its own.")
    return yes()


def may_withdraw(version: PolicyVersion) -> Verdict:
    """Whether a version can be taken out of use."""
    if VERSION.may("withdraw", version.state):
        return yes()
    return no("withdrawn", "It is withdrawn already.")


def may_put_back(version: PolicyVersion) -> Verdict:
    """Whether a version that was withdrawn can be put in use again: not while another of its number answers."""
    if not VERSION.may("put_back", version.state):
        return no("in_use", "It is in use already.")
    others = PolicyVersion.objects.filter(policy=version.policy_id, number=version.number, state="in_use")
    if others.exists():
        return no("replaced", "Another text with its number is in use. Withdraw that one first.")
    return yes()


def may_change(entry: AcceptEntry, organization: Organization) -> Verdict:
    """Whether the entry stands in one of the organization's lists."""
    if entry.list.organization_id == organization.pk:
        return yes()
    return no("of_others", "This list is kept by another organization.")
