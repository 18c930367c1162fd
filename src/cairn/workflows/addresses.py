"""Every address that something below the pages must name: in letters, credentials and documents.

A test holds each against the pages' own url table, so that neither moves alone.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings


def absolute(path: str) -> str:
    """The path under the installation's public address."""
    return f"{settings.PUBLIC_URL}{path}"


def micro_credential(public_id: UUID) -> str:
    return f"/micro-credentials/{public_id}/"


def edition(public_id: UUID) -> str:
    return f"/editions/{public_id}/"


def validity(public_id: UUID) -> str:
    """How well an edition is judged."""
    return f"/editions/{public_id}/validity/"


def validity_endorsement(public_id: UUID) -> str:
    return f"/editions/{public_id}/validity/endorsement"


def stack(public_id: UUID) -> str:
    return f"/stacks/{public_id}/"


def stack_edition(public_id: UUID) -> str:
    return f"/stacks/editions/{public_id}/"


def foreign_badge(public_id: UUID) -> str:
    """A badge that its earner brought from elsewhere, for herself."""
    return f"/portfolio/elsewhere/{public_id}/"


def personal_stacks() -> str:
    return "/my/stacks/"


def personal_stack(public_id: UUID) -> str:
    return f"/my/stacks/{public_id}/"


def workshop(public_id: UUID) -> str:
    return f"/my/workshops/{public_id}/"


def join(code: str) -> str:
    return f"/join/{code}/"


def credit_claims() -> str:
    return "/recognizing/credit/"


def badge(public_id: UUID) -> str:
    return f"/badges/{public_id}/"


def badge_embed(public_id: UUID) -> str:
    """A badge to stand in a page of another site."""
    return f"/badges/{public_id}/embed/"


def collection(public_id: UUID) -> str:
    return f"/collections/{public_id}/"


def collection_embed(public_id: UUID) -> str:
    """A collection to stand in a page of another site."""
    return f"/collections/{public_id}/embed/"


def shared(token: str) -> str:
    """What whoever was given a link sees."""
    return f"/s/{token}/"


def badge_image(public_id: UUID) -> str:
    return f"/badges/{public_id}.png"


def credential(public_id: UUID) -> str:
    """What a badge is known by: its page, or its JSON for whoever asks for that."""
    return f"/badges/{public_id}"


def hosted_badge(public_id: UUID) -> str:
    return f"/badges/{public_id}/ob2.json"


def achievement(public_id: UUID) -> str:
    """What an edition, of a micro-credential or of a stack, is known by in credentials."""
    return f"/achievements/{public_id}"


def hosted_achievement(public_id: UUID) -> str:
    return f"/achievements/{public_id}/ob2.json"


def edition_art(public_id: UUID) -> str:
    return f"/editions/{public_id}/badge.svg"


def stack_art(public_id: UUID) -> str:
    return f"/stacks/editions/{public_id}/badge.svg"


def issuer(slug: str) -> str:
    return f"/issuers/{slug}/"


def issuer_image(slug: str) -> str:
    return f"/issuers/{slug}/image.png"


def hosted_issuer(slug: str) -> str:
    return f"/issuers/{slug}/ob2.json"


def status_list(public_id: UUID, by: str = "") -> str:
    """With `by` the copy that the key of this name has to itself."""
    return f"/status/{public_id}{by and f'/{by}'}"


def endorsement(public_id: UUID) -> str:
    return f"/endorsements/{public_id}"


def endorsements(slug: str) -> str:
    return f"/organizations/{slug}/endorsements/"


def attempt(public_id: UUID) -> str:
    return f"/work/{public_id}/"


def part(attempt_id: UUID, slot: str) -> str:
    return f"/work/{attempt_id}/parts/{slot}/"


def own_example(public_id: UUID) -> str:
    """Where an earner says what of her work may be shown as a worked example."""
    return f"/work/{public_id}/example/"


def kept_example(slug: str, public_id: UUID) -> str:
    """Where an organization looks through one of its worked examples."""
    return f"/organizations/{slug}/examples/{public_id}/"


def result(public_id: UUID) -> str:
    return f"/work/{public_id}/result/"


def appeal(public_id: UUID) -> str:
    return f"/work/{public_id}/appeal/"


def portfolio() -> str:
    return "/portfolio/"


def worth(public_id: UUID) -> str:
    return f"/worth/{public_id}/"


def choose_password() -> str:
    return "/account/password/reset/"


def award(public_id: UUID) -> str:
    return f"/portfolio/{public_id}/"


def reading(public_id: UUID) -> str:
    return f"/reviews/{public_id}/"


def question(attempt_id: UUID) -> str:
    """Where an earner answers the one question about her work."""
    return f"/work/{attempt_id}/question/"


def harm(public_id: UUID) -> str:
    return f"/safeguarding/{public_id}/"


def coaching(public_id: UUID) -> str:
    return f"/coaching/{public_id}/"


def gate(draft_id: UUID) -> str:
    return f"/authoring/{draft_id}/gate/"


def review(public_id: UUID) -> str:
    return f"/authoring/reviews/{public_id}/"


def proposal(public_id: UUID) -> str:
    return f"/proposals/{public_id}/"


def before_the_panel(public_id: UUID) -> str:
    return f"/panel/{public_id}/"


def filing(public_id: UUID) -> str:
    """A badge on an organization's record, as its office sees it."""
    return f"/recognizing/{public_id}/"


def recognizing() -> str:
    return "/recognizing/"


def file(public_id: UUID) -> str:
    return f"/files/{public_id}/"


def qualification(public_id: UUID) -> str:
    return f"/evaluating/{public_id}/"


def queue() -> str:
    return "/reviews/"


def drift(slug: str) -> str:
    """Where leads see how evaluators' severity moves."""
    return f"/organizations/{slug}/judging/drift/"


def approvals_to_decide() -> str:
    return "/recognizing/approvals/"


def approval_to_decide(public_id: UUID) -> str:
    return f"/recognizing/approvals/{public_id}/"


def my_approval(public_id: UUID) -> str:
    """Where an earner sees what became of her request."""
    return f"/worth/approvals/{public_id}/"


def my_decision(public_id: UUID) -> str:
    """Where a person sees what was decided for her, record by record."""
    return f"/worth/decisions/{public_id}/"


def my_data() -> str:
    """What is known about the reader."""
    return "/account/data/"


def erasing() -> str:
    """What would become of all that is known about the reader, were she forgotten."""
    return "/account/erase/"


def merging() -> str:
    """Where the reader brings two accounts of hers together."""
    return "/account/merge/"


def my_addresses() -> str:
    """The reader's e-mail addresses."""
    return "/account/email/"
