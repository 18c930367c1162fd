"""Finding by its name what a command is told of."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cairn.cli.place import Trouble, demand_ready, load_django, use_folder
from cairn.engines.verdict import Refused

if TYPE_CHECKING:
    from cairn.domain.people.models import Organization, Person


def begin(options: Namespace) -> None:
    """Load the installation in the folder that the command was given; `Trouble` where it is not ready."""
    use_folder(options.data)
    load_django()
    demand_ready()


@contextmanager
def refusals_told() -> Iterator[None]:
    """Raise what is refused as `Trouble`, in the same words."""
    try:
        yield
    except Refused as refused:
        raise Trouble(refused.verdict.sentence) from refused


def organization_named(slug: str) -> Organization:
    """The organization with this short name; `Trouble` names those that there are."""
    from cairn.domain.people.models import Organization

    found = Organization.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Organization.objects.order_by("slug").values_list("slug", flat=True))
        raise Trouble(f"There is no organization “{slug}”. Choose one of: {known or 'none yet'}.")
    return found


def person_named(email: str | None) -> Person | None:
    """Whose address this is; None without one, which stands for the operator."""
    from cairn.domain.people.queries import person_with_email

    found = person_with_email(email) if email else None
    if email and found is None:
        raise Trouble(f"Nobody here has the address “{email}”. Give another with --by.")
    return found
