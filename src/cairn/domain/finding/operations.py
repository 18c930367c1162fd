"""Keeping the index as the catalog is, and keeping the searches of people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import TypeVar
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from pyroaring import BitMap

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.catalog.queries import offered
from cairn.domain.finding import common, texts
from cairn.domain.finding.memory import EVERYTHING
from cairn.domain.finding.models import Belonging, Entry, Holding, Index, SavedSearch, Word
from cairn.domain.finding.texts import text_index
from cairn.domain.finding.volumes import TRIED, Volume, volume_of
from cairn.domain.finding.words import folded
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, no

AT_ONCE = 1_000
LONGEST_NAME = 80
MOST_SAVED = 50
REPLACED = ["title", "title_key", "words", "facets", "hours", "earned", "published_at"]
Place = tuple[str, str]
"""A facet and one of its values."""
Member = tuple[str, str, str]
"""The address of a micro-credential, that of a stack of which it is a part, and the stack's title."""
Each = TypeVar("Each")


def index(*, micro_credential: MicroCredential, at: datetime) -> None:
    """Let the index say of a micro-credential what the catalog says now; what is not offered is not found."""
    row = offered().filter(pk=micro_credential.pk).first()
    now = _volume(row, _stacks_by_part(row.address)) if row else None
    replace(key=micro_credential.pk, volume=now, at=at)


@transaction.atomic
def replace(*, key: int, volume: Volume | None, at: datetime) -> None:
    """Let the index hold `volume` under its key, in place of what it held there; nothing when it is None."""
    _turn(at)
    before = Entry.objects.filter(pk=key).first()
    texts.remove([key])
    if volume is None:
        Entry.objects.filter(pk=key).delete()
    else:
        text_index().write([(key, volume.words)])
        Entry.objects.bulk_create(
            [_entry(volume)],
            update_conflicts=True,
            unique_fields=["micro_credential"],
            update_fields=REPLACED,
        )
    _count_words(volume.vocabulary if volume else set(), _vocabulary(before) if before else set())
    _hold(key, _places(volume.facets) if volume else {}, _places(before.facets) if before else {})
    common.follow(key=key, now=volume.words if volume else (), before=before.words if before else ())


@transaction.atomic
def count_award(*, micro_credential: MicroCredential, at: datetime) -> None:
    """One more award, for the order “most earned”, and for whether it counts as tried."""
    Entry.objects.filter(pk=micro_credential.pk).update(earned=F("earned") + 1)
    if Entry.objects.filter(pk=micro_credential.pk, earned=TRIED).exists():
        index(micro_credential=micro_credential, at=at)


@transaction.atomic
def reindex(*, at: datetime) -> int:
    """Make the whole index anew from the catalog; the number of entries. Safe to repeat."""
    rows, stacks = offered().order_by("pk").iterator(chunk_size=AT_ONCE), _stacks_by_part()
    return fill(volumes=(volume for row in rows if (volume := _volume(row, stacks))), at=at)


@transaction.atomic
def note_stacks(*, belongings: Collection[Member], at: datetime) -> int:
    """Let the index know exactly these parts of stacks; the number of micro-credentials told anew."""
    known = {(row.part, row.stack, row.title): row.pk for row in Belonging.objects.all()}
    gone, come = known.keys() - set(belongings), set(belongings) - known.keys()
    Belonging.objects.filter(pk__in=[known[each] for each in gone]).delete()
    Belonging.objects.bulk_create(Belonging(part=p, stack=s, title=t) for p, s, t in sorted(come))
    moved = {part for part, _, _ in gone | come}
    rows = offered().filter(key__in={part.partition("/")[2] for part in moved}).order_by("pk")
    told = [row for row in rows if row.address in moved]
    for row in told:
        index(micro_credential=row, at=at)
    return len(told)


@transaction.atomic
def fill(*, volumes: Iterable[Volume], at: datetime) -> int:
    """Let the index hold exactly these; the number of entries."""
    text_index().install()
    _turn(at)
    texts.clear()
    for model in (Entry, Holding, Word):
        model.objects.all().delete()
    held: dict[Place, tuple[str, BitMap]] = {}
    words: Counter[str] = Counter()
    number = 0
    for some in _in_batches(volumes):
        Entry.objects.bulk_create(map(_entry, some))
        text_index().write([(volume.key, volume.words) for volume in some])
        for volume in some:
            words.update(volume.vocabulary)
            for place, label in _places(volume.facets).items():
                held.setdefault(place, (label, BitMap()))[1].add(volume.key)
        number += len(some)
    Word.objects.bulk_create((Word(word=word, entries=n) for word, n in words.items()), batch_size=AT_ONCE)
    Holding.objects.bulk_create(_holding(place, label, keys) for place, (label, keys) in held.items())
    common.hold_all()
    return number


@transaction.atomic
def refill_texts(*, at: datetime) -> None:
    """Make the text index anew from the entries, where the tables were copied without it."""
    text_index().install()
    _turn(at)
    texts.clear()
    for some in _in_batches(Entry.objects.values_list("pk", "words").iterator()):
        text_index().write(some)


@transaction.atomic
def save_search(*, name: str, question: str, by: Person, at: datetime) -> SavedSearch:
    """Keep a question under a name; the same under the same name is kept once. Refuses a name in use for another."""
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise Refused(no("name_missing", "Give the search a name, so that you know it again."))
    present = SavedSearch.objects.filter(person=by, removed_at=None)
    if same := present.filter(name=name, question=question).first():
        return same
    if present.filter(name=name).exists():
        raise Refused(no("name_in_use", f"You have a search called “{name}” already. Choose another name."))
    if present.count() >= MOST_SAVED:
        raise Refused(
            no("too_many", f"You have {MOST_SAVED} saved searches. Remove one that you no longer need.")
        )
    return SavedSearch.objects.create(person=by, name=name, question=question, saved_at=at)


@transaction.atomic
def remove_search(*, search: SavedSearch, at: datetime) -> None:
    """Take a saved search off the list; it can be put back."""
    SavedSearch.objects.filter(pk=search.pk, removed_at=None).update(removed_at=at)


@transaction.atomic
def restore_search(*, search: SavedSearch, at: datetime) -> None:
    """Put a removed search back. Refuses when its name was given to another in the meantime."""
    taken = SavedSearch.objects.filter(person=search.person_id, name=search.name, removed_at=None)
    if taken.exclude(pk=search.pk).exists():
        raise Refused(no("name_in_use", f"You have another search called “{search.name}” by now."))
    SavedSearch.objects.filter(pk=search.pk).update(removed_at=None)


def _turn(at: datetime) -> None:
    """Give the index a fresh version. Comes first, so that whoever else changes the index waits here."""
    Index.objects.update_or_create(pk=1, defaults={"version": uuid4(), "changed_at": at})


def _volume(row: MicroCredential, stacks: Mapping[str, Mapping[str, str]]) -> Volume | None:
    return volume_of(row, row.edition, stacks.get(row.address, {})) if row.edition else None


def _stacks_by_part(*parts: str) -> dict[str, dict[str, str]]:
    """For these parts, or for all, the stacks to which each belongs: address to title."""
    rows = Belonging.objects.filter(part__in=parts) if parts else Belonging.objects.all()
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row.part, {})[row.stack] = row.title
    return found


def _entry(volume: Volume) -> Entry:
    return Entry(
        micro_credential_id=volume.key,
        title=volume.title,
        title_key=folded(volume.title)[:400],
        words=list(volume.words),
        facets=volume.facets,
        hours=volume.hours,
        earned=volume.earned,
        published_at=volume.published_at,
    )


def _vocabulary(entry: Entry) -> set[str]:
    return {word for text in entry.words for word in text.split()}


def _count_words(now: set[str], before: set[str]) -> None:
    change = dict.fromkeys(now - before, 1) | dict.fromkeys(before - now, -1)
    known = dict(Word.objects.filter(word__in=change).values_list("word", "entries"))
    counts = {word: known.get(word, 0) + by for word, by in change.items()}
    Word.objects.bulk_create(
        (Word(word=word, entries=n) for word, n in counts.items() if n > 0),
        update_conflicts=True,
        unique_fields=["word"],
        update_fields=["entries"],
    )
    Word.objects.filter(word__in=[word for word, n in counts.items() if n <= 0]).delete()


def _hold(key: int, now: Mapping[Place, str], before: Iterable[Place]) -> None:
    """Move a key from the places that it had to those that it has."""
    moved = {*now, *before}
    rows = Holding.objects.filter(facet__in={facet for facet, _ in moved})
    held = {(row.facet, row.value): row for row in rows}
    kept: list[Holding] = []
    emptied: list[Holding] = []
    for place in moved:
        row = held.get(place) or _holding(place, "", BitMap())
        keys = BitMap.deserialize(bytes(row.keys))
        if place in now:
            keys.add(key)
            row.label = now[place]
        else:
            keys.discard(key)
        row.keys = keys.serialize()
        (kept if keys else emptied).append(row)
    Holding.objects.bulk_create(
        (_holding((row.facet, row.value), row.label, BitMap.deserialize(bytes(row.keys))) for row in kept),
        update_conflicts=True,
        unique_fields=["facet", "value"],
        update_fields=["label", "keys"],
    )
    Holding.objects.filter(pk__in=[row.pk for row in emptied if row.pk]).delete()


def _places(facets: Mapping[str, Mapping[str, str]]) -> dict[Place, str]:
    """Facet and value of everything that an entry is held under, with the labels; the first is that it is there."""
    places: dict[Place, str] = {(EVERYTHING, EVERYTHING): EVERYTHING}
    for facet, values in facets.items():
        places |= {(facet, value): label for value, label in values.items()}
    return places


def _holding(place: Place, label: str, keys: BitMap) -> Holding:
    return Holding(facet=place[0], value=place[1], label=label, keys=keys.serialize())


def _in_batches(rows: Iterable[Each]) -> Iterator[Sequence[Each]]:
    rest = iter(rows)
    while some := list(islice(rest, AT_ONCE)):
        yield some
