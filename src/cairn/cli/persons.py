"""`cairn persons`: what a person asked for by letter, done without anybody seeing what is in her account."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cairn.cli.named import begin, person_named, refusals_told
from cairn.cli.place import Trouble, say

if TYPE_CHECKING:
    from cairn.domain.people.models import Person


def arguments(command: ArgumentParser) -> dict[str, ArgumentParser]:
    """What the command understands: its verbs by the names of their functions."""
    verbs = command.add_subparsers(title="commands", metavar="COMMAND", required=True)
    told = {
        "export": "make a copy of all that is known about a person, which only she can take",
        "erase": "forget a person after the time in which she may call it off",
        "keep": "call off that a person is forgotten",
    }
    found = {name: verbs.add_parser(name, help=words) for name, words in told.items()}
    for verb in found.values():
        verb.add_argument("email", metavar="EMAIL", help="an address of the person")
    return found


def _person(options: Namespace) -> Person:
    begin(options)
    found = person_named(options.email)
    if found is None:
        raise Trouble("Give the address of the person.")
    return found


@refusals_told()
def export(options: Namespace) -> int:
    """Have the worker make a copy; she gets a letter and takes it, signed in."""
    person = _person(options)
    from cairn.workflows.persons import exporting

    copy = exporting.ask(person=person, by=None, at=datetime.now(UTC))
    say(f"Copy {copy.public_id} is being made. A letter tells her when it is ready; only she can take it.")
    return 0


@refusals_told()
def erase(options: Namespace) -> int:
    """Ask that she be forgotten; she gets a letter and may call it off."""
    person = _person(options)
    from cairn.workflows.persons import erasing
    from cairn.workflows.persons.fates import fates_of

    erasure = erasing.ask(person=person, by=None, by_letter=True, at=datetime.now(UTC))
    for what, words in (("erase", "to be erased"), ("blank", "to be emptied"), ("keep", "to be kept")):
        say(f"{sum(len(fate.keys) for fate in fates_of(person) if fate.what == what):7,} rows {words}")
    say(f"It is done on {erasure.due_at:%Y-%m-%d}. Until then she, or `cairn persons keep`, can call it off.")
    return 0


@refusals_told()
def keep(options: Namespace) -> int:
    """Call it off; she gets a letter."""
    person = _person(options)
    from cairn.domain.people.models import Erasure
    from cairn.workflows.persons import erasing

    standing = Erasure.objects.filter(person=person, state="asked").first()
    if standing is None:
        raise Trouble("Nobody asked that she be forgotten.")
    erasing.call_off(erasure=standing, by=None, at=datetime.now(UTC))
    say("Everything stays as it is.")
    return 0
