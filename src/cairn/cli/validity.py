"""`cairn validity`: how well an edition is judged; and computing a bundle's numbers again, without a server."""

from __future__ import annotations

import csv
import io
import json
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cairn.cli.place import Trouble, demand_ready, load_django, say, use_folder

if TYPE_CHECKING:
    from cairn.domain.catalog.models import Edition

TOLD = 20


def validity(options: Namespace) -> int:
    """Print an edition's report, or write its bundle; with `--recompute`, 0 if every number comes out again, else 1."""
    if options.recompute:
        return _recompute(options.recompute)
    if not options.edition:
        raise Trouble("Name an edition, such as cedar-hollow/exit-tickets, or give --recompute BUNDLE.")
    use_folder(options.data)
    load_django()
    demand_ready()
    from cairn.workflows import validating

    groups = _groups(options.groups) if options.groups else None
    snapshot = validating.measure(edition=_edition(options.edition), at=datetime.now(UTC), groups=groups)
    if options.bundle:
        content = validating.packed(snapshot)
        try:
            options.bundle.write_bytes(content)
        except OSError as error:
            raise Trouble(f"{options.bundle} cannot be written ({error.strerror}).") from error
    if options.json:
        say(json.dumps(snapshot.analysis, ensure_ascii=False, indent=1))
        return 0
    _tell(snapshot.analysis, snapshot.sha256)
    if options.bundle:
        say(f"Written: {options.bundle}. Check it with: cairn validity --recompute {options.bundle}")
    return 0


def _edition(name: str) -> Edition:
    """By its id, or as organization/key, perhaps with @ and the number of the edition."""
    from cairn.domain.catalog.models import Edition

    rows = Edition.objects.select_related("micro_credential__organization")
    try:
        found = rows.filter(public_id=UUID(name)).first()
    except ValueError:
        address, _, number = name.partition("@")
        slug, _, key = address.partition("/")
        rows = rows.filter(micro_credential__organization__slug=slug, micro_credential__key=key)
        if number and not number.isdecimal():
            raise Trouble(f"“{number}” is no number of an edition. Write {address}@1.") from None
        found = rows.filter(number=int(number)).first() if number else rows.order_by("-number").first()
    if found is None:
        raise Trouble(f"There is no edition “{name}”. Name one as organization/key or organization/key@2.")
    return found


def _groups(file: Path) -> dict[int, str]:
    """Each earner's group, by her key, from a CSV with the columns email and group; who is unknown here is left out."""
    from cairn.domain.people.models import Person

    try:
        rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(f"{file} cannot be read as text in UTF-8.") from error
    if not rows or not {"email", "group"} <= rows[0].keys():
        raise Trouble(f"{file} has to be a CSV with the columns email and group.")
    told = {(row["email"] or "").strip().lower(): (row["group"] or "").strip() for row in rows}
    people = dict(Person.objects.filter(email__in=told).values_list("email", "pk"))
    return {pk: told[str(email).lower()] for email, pk in people.items() if told[str(email).lower()]}


def _tell(analysis: dict[str, Any], sha256: str) -> None:
    edition = analysis["edition"]
    say(f"{edition['title']}, edition {edition['number']}, by {edition['organization']}")
    say(
        f"Tier {analysis['tier']}, verdict {analysis['verdict']}; {analysis['first_attempts']} first attempts."
    )
    for rule in analysis["rules"]:
        held = {True: "met", False: "not met", None: "cannot be told yet"}[rule["held"]]
        say(f"- {rule['asked']}: {held} ({rule['found']})")
    say(f"Analysis SHA-256 {sha256}")


def _recompute(file: Path) -> int:
    from cairn.domain.validity import bundle
    from cairn.domain.validity.measuring import measured

    try:
        kept = bundle.opened(file.read_bytes())
    except OSError as error:
        raise Trouble(f"{file} cannot be read ({error.strerror}).") from error
    except bundle.BundleError as error:
        raise Trouble(f"{file}: {error}") from error
    try:
        recomputed = measured(kept.data)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise Trouble(f"{file}: its files do not belong together: {error} Download it again.") from error
    different = list(bundle.differences(dict(kept.analysis), recomputed))
    for each in different[:TOLD]:
        say(f"{each.path}: the report says {each.kept}, computed again it is {each.recomputed}")
    if len(different) > TOLD:
        say(f"and {len(different) - TOLD} more")
    count = bundle.numbers_in(kept.analysis)
    if different:
        say(f"{len(different)} of {count} numbers and words differ.")
        return 1
    say(f"All {count} numbers of this report come out again.")
    return 0
