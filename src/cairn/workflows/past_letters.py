"""What an earner is told when an organization records what she achieved before."""

from __future__ import annotations

from collections.abc import Callable

from cairn.domain.issuing.models import Award, Import
from cairn.domain.people.models import Person
from cairn.workflows import addresses
from cairn.workflows.letter import Letter

MOST_LINES = 12
KNOW_NOBODY = "Give this e-mail address, and we send you the link to choose a password."


def recorded(about: str, reader: Person) -> Letter | None:
    """Her badges of one import, and the way to them; None when none of them stands."""
    run = Import.objects.select_related("organization").get(public_id=about)
    awards = list(
        Award.objects.filter(import_row__run=run, earner=reader, state="issued")
        .select_related("edition", "stack_edition")
        .order_by("-earned_on", "pk")
    )
    if not awards:
        return None
    name, several = run.organization.name, len(awards) > 1
    known = _is_known(reader)
    rest = len(awards) - MOST_LINES
    told = (
        "issued badges for it. You own them, wherever you work. Nobody else sees them until you show them:"
        if several
        else "issued a badge for it. You own it, wherever you work. Nobody else sees it until you show it:"
    )
    return Letter(
        subject=f"Your badges from {name} are here" if several else f"Your badge is here: {awards[0].title}",
        heading="Your badges are here" if several else "Your badge is here",
        paragraphs=[f"{name} recorded what you earned with it before, and {told}"],
        points=[
            (award.title, f"Earned {award.earned_on:%B} {award.earned_on.day}, {award.earned_on.year}")
            for award in awards[:MOST_LINES]
        ],
        action="See your badges" if known else "Choose a password and claim them",
        path=addresses.portfolio() if known else addresses.choose_password(),
        close=" ".join(
            [
                *([f"There are {rest} more."] if rest > 0 else []),
                *([] if known else [KNOW_NOBODY]),
                f"Is something wrong, or are you somebody else? Tell {name}.",
            ]
        ),
    )


def _is_known(reader: Person) -> bool:
    return reader.has_usable_password() or reader.last_login is not None


def relayed(about: str) -> Letter | None:
    """A single badge, and the way to it; None when it does not stand."""
    found = Award.objects.filter(public_id=about, state="issued")
    award = found.select_related("edition", "stack_edition", "organization", "earner").first()
    if award is None:
        return None
    known, name = _is_known(award.earner), award.organization.name
    return Letter(
        subject=f"Your badge is here: {award.title}",
        heading="Your badge is here",
        paragraphs=[
            f"{name} recorded what you earned with it, and issued a badge for it. You own it, wherever you work. "
            "Nobody else sees it until you show it."
        ],
        points=[(award.title, f"Earned {award.earned_on:%B} {award.earned_on.day}, {award.earned_on.year}")],
        action="See your badge" if known else "Choose a password and claim it",
        path=addresses.portfolio() if known else addresses.choose_password(),
        close=" ".join([*([] if known else [KNOW_NOBODY]), f"Is something wrong? Tell {name}."]),
    )


KINDS: dict[str, Callable[[str], Letter | None]] = {"past_relayed": relayed}
