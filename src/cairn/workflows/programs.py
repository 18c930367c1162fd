"""Programs: a folder of micro-credentials and stacks becomes an organization's offer, and the other way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from cairn.domain.catalog import document as documents
from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.models import Draft, Edition, MicroCredential
from cairn.domain.gating import operations as gating
from cairn.domain.gating import queries as gate
from cairn.domain.people import operations as people
from cairn.domain.people.models import Organization, Person
from cairn.domain.stacks import rules
from cairn.domain.stacks.models import Stack
from cairn.engines.verdict import Refused, no
from cairn.workflows import publishing, reviewing, stacking
from cairn.workflows.program_files import Faulty, Item, Program, Said


@dataclass
class Loaded:
    """What loading did: the keys that were published anew, those that stood already, and those sent to review."""

    published: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    in_review: list[str] = field(default_factory=list)


@transaction.atomic
def load(*, program: Program, by: Person | None, at: datetime) -> Loaded:
    """Bring a program into its issuer's organization, which is founded where it is missing.

    Everything passes the gate with the answers in its folder, but what the program's own stacks say is still in
    review goes no further than that. Loading the same again changes nothing. Raises `Faulty` with whatever was
    refused, and then nothing has changed at all.
    """
    organization = _issuer(program.meta["issuer"], by, at)
    loaded, faults = Loaded(), list[str]()
    early = _in_review(program)
    for item in program.items:
        bring, list_of_new = (_submit, loaded.in_review) if item.key in early else (_bring, loaded.published)
        try:
            with transaction.atomic():
                new = bring(organization, item, by, at)
            (list_of_new if new else loaded.unchanged).append(item.key)
        except Refused as refusal:
            faults.append(f"{item.key}: {refusal.verdict.sentence}")
    for stack in program.stacks if not faults else ():
        _stack(organization, stack, loaded, faults, by, at)
    if faults:
        raise Faulty(faults)
    return loaded


def _issuer(told: dict[str, Any], by: Person | None, at: datetime) -> Organization:
    if present := Organization.objects.filter(slug=told["slug"]).first():
        return present
    if told["kind"] not in Organization.Kind.values:
        kinds = ", ".join(Organization.Kind.values)
        raise Faulty([f"program.yaml: “{told['kind']}” is no kind of organization. Choose one of: {kinds}."])
    return people.found(
        slug=told["slug"], name=told["name"], kind=told["kind"], about=told["about"], by=by, at=at
    )


def _in_review(program: Program) -> set[str]:
    """The keys of the program's own micro-credentials that one of its stacks names as in review."""
    own = program.meta["issuer"]["slug"]
    ends = [end for stack in program.stacks for end in rules.ends(rules.whole(stack))]
    waiting = (end.get("micro_credential", "") for end in ends if end.get("state") == "in_review")
    return {address.removeprefix(f"{own}/") for address in waiting if address.startswith(f"{own}/")}


def _submit(organization: Organization, item: Item, by: Person | None, at: datetime) -> bool:
    """Draft, and its author's answers handed to the gate; False where the very same is there already."""
    row = MicroCredential.objects.filter(organization=organization, key=item.key).first()
    document = documents.cleaned(item.document)
    if row and documents.lifted(row.draft.document) == document:
        return False
    draft = _drafted(organization, row, item.key, document, by, at)
    gating.answer(
        micro_credential=draft.micro_credential, document=draft.document, said=item.author, by=by, at=at
    )
    reviewing.ask(draft=draft, reviewers=(), message="", by=by, at=at)
    return True


def _bring(organization: Organization, item: Item, by: Person | None, at: datetime) -> bool:
    """Draft, gate, publish; False where the very same is published already."""
    row = MicroCredential.objects.filter(organization=organization, key=item.key).first()
    document = documents.cleaned(item.document)
    if (
        row
        and row.edition
        and row.state == "published"
        and documents.lifted(row.edition.document) == document
    ):
        return False
    draft = _drafted(organization, row, item.key, document, by, at)
    row = draft.micro_credential
    review = gating.answer(micro_credential=row, document=draft.document, said=item.author, by=by, at=at)
    review = reviewing.ask(draft=draft, reviewers=(), message="", by=by, at=at)
    # The second reader's answers come with the folder, so nobody of this installation gave them.
    review = gating.judge(review=review, said=item.reviewer, by=None, at=at)
    reviewing.clear(review=review, note="", by=None, at=at)
    publishing.publish(draft=draft, by=by, at=at)
    return True


def _drafted(
    organization: Organization,
    row: MicroCredential | None,
    key: str,
    document: dict[str, Any],
    by: Person | None,
    at: datetime,
) -> Draft:
    """The draft with the file's document; what people of this installation wrote since is not written over."""
    if row is None:
        title = str(document["title"])
        draft = catalog.begin(organization=organization, key=key, title=title, by=by, at=at)
    else:
        draft = Draft.objects.select_related(
            "micro_credential__organization", "micro_credential__edition"
        ).get(micro_credential=row)
        if _changed_here(draft, row.edition) and documents.lifted(draft.document) != document:
            told = "Its draft was changed here. Publish those changes or take them back, and load again."
            raise Refused(no("changed_here", told))
    if documents.lifted(draft.document) == document:
        return draft
    return catalog.save_draft(draft=draft, document=document, revision=draft.revision, by=by, at=at)


def _changed_here(draft: Draft, edition: Edition | None) -> bool:
    if draft.saved_by_id is None:
        return False
    return edition is None or documents.lifted(edition.document) != documents.lifted(draft.document)


def _stack(
    organization: Organization,
    document: dict[str, Any],
    loaded: Loaded,
    faults: list[str],
    by: Person | None,
    at: datetime,
) -> None:
    name = f"stacks/{document['key']}"
    before = Stack.objects.filter(organization=organization, key=document["key"]).first()
    try:
        with transaction.atomic():
            edition = stacking.load(organization=organization, document=document, by=by, at=at)
    except Refused as refusal:
        faults.append(f"{name}: {refusal.verdict.sentence}")
        return
    same = before is not None and before.edition_id == edition.pk
    (loaded.unchanged if same else loaded.published).append(name)


def exported(*, organization: Organization) -> Program:
    """Everything that the organization offers, as a program: documents, answers at the gate, and stacks."""
    rows = (
        MicroCredential.objects.filter(organization=organization, state="published", reserved=False)
        .select_related("edition__micro_credential")
        .order_by("pk")
    )
    stacks = Stack.objects.filter(organization=organization, owner=None).exclude(edition=None).order_by("pk")
    items = tuple(_exported(row.edition) for row in rows if row.edition)
    told = tuple(dict(row.edition.document) for row in stacks if row.edition)
    meta = {
        "program": organization.slug,
        "title": organization.name,
        "about": organization.about,
        "license": items[0].document["license"] if items else "all-rights-reserved",
        "issuer": {
            "slug": organization.slug,
            "name": organization.name,
            "kind": organization.kind,
            "about": organization.about,
        },
        "micro_credentials": [item.key for item in items],
        "stacks": [document["key"] for document in told],
    }
    return Program(meta, items, told)


def _exported(edition: Edition) -> Item:
    author, reviewer = Said(), Said()
    checked = gate.checked(edition)
    for line in checked.lines if checked else ():
        key = line.standard.key
        if line.author and line.author.answer.answer:
            author[key] = (line.author.answer.answer, line.author.answer.evidence)
        for said in line.reviewers:
            if said.answer.answer:
                reviewer[key] = (said.answer.answer, said.answer.evidence)
    document = documents.lifted(edition.document)
    return Item(document["key"], document, author, reviewer)
