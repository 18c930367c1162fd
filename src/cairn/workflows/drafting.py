"""Drafting: a text to work on, begun from nothing, from files, or from another rule, which it may be laid over."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath

from cairn.domain.people.models import Organization, Person
from cairn.domain.policies import operations
from cairn.domain.policies.models import PolicyDraft
from cairn.engines.policy import Policy
from cairn.workflows.adopting import title_in, today_of
from cairn.workflows.rulebook import CASES

LARGEST = 1_000_000
"""Bytes of an upload, also when it is unpacked."""

MOST_FILES = 60
SUFFIXES = (".yaml", ".yml")


BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
)
"""What unpacking a damaged or locked bundle raises."""


class Unreadable(ValueError):
    """An upload is no policy, nor a bundle of them; the text says what to do."""


def texts_in(name: str, content: bytes) -> dict[str, str]:
    """The YAML files of an upload by name: of a single file, or of a ZIP bundle. Raises `Unreadable`."""
    if len(content) > LARGEST:
        raise Unreadable("Choose a file of at most 1 MB.")
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {name or "policy.yaml": _text(name, content)}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            entries = [entry for entry in bundle.infolist() if entry.filename.endswith(SUFFIXES)]
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST:
                raise Unreadable(f"Choose a bundle of at most {MOST_FILES} files and 1 MB in all.")
            return {entry.filename: _text(entry.filename, bundle.read(entry)) for entry in entries}
    except BROKEN as error:
        raise Unreadable("Pack the bundle again as an ordinary ZIP file without a password.") from error


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"Save {name or 'the file'} as text (UTF-8), and upload it again.") from error


def paired(texts: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Policies with the cases that stand beside them, as (file name, text, cases)."""
    bodies = [name for name in texts if not name.endswith((CASES, CASES.replace("yaml", "yml")))]
    found = []
    for name in sorted(bodies):
        stem = name[: -len(PurePosixPath(name).suffix)] if PurePosixPath(name).suffix in SUFFIXES else name
        cases = texts.get(stem + CASES) or texts.get(f"{stem}.cases.yml") or ""
        found.append((PurePosixPath(name).name, texts[name], cases))
    return found


def bring(
    *, organization: Organization, name: str, content: bytes, by: Person | None, at: datetime
) -> list[PolicyDraft]:
    """A draft for each policy of an upload, with its cases. Raises `Unreadable` when there is none."""
    found = paired(texts_in(name, content))
    if not found:
        raise Unreadable(
            "Put at least one policy into the bundle: a file that ends in .yaml beside its cases."
        )
    return [
        operations.begin_draft(
            organization=organization,
            title=title_in(text),
            text=text,
            cases=cases,
            origin=f"From the file {own}",
            by=by,
            at=at,
        )
        for own, text, cases in found
    ]


def begin_from(
    *,
    organization: Organization,
    policy: Policy,
    text: str,
    cases: str,
    own: bool,
    by: Person | None,
    at: datetime,
) -> PolicyDraft:
    """A draft that starts from a version: the next one of the organization's `own` policy, else one of a new key."""
    key = policy.key if own else f"{organization.slug}/{policy.key.partition('/')[2]}"
    number = policy.version.number + 1 if own else 1
    changed = _with_number(_with_key(text, key), number)
    today = today_of(organization, at).isoformat()
    changed = _starting(changed, today) if own else _with_owner(changed, organization)
    # What a case says was paid before is named by the policy's key.
    keyed = _with_key(cases, key).replace(f"{policy.key}|", f"{key}|")
    return operations.begin_draft(
        organization=organization,
        title=policy.title,
        text=changed,
        cases=_not_before(keyed, today) if own else keyed,
        origin=f"From {policy.key}, version {policy.version.number}",
        by=by,
        at=at,
    )


def _with_key(text: str, key: str) -> str:
    return re.sub(r"^policy:.*$", f"policy: {key}", text, count=1, flags=re.MULTILINE)


def _with_number(text: str, number: int) -> str:
    return re.sub(r"(?<=number:)[ \t]*[0-9]+", f" {number}", text, count=1)


def _starting(text: str, day: str) -> str:
    """The next version starts on a day that is known, so that the two never answer together."""

    def dated(line: re.Match[str]) -> str:
        plain = re.sub(r",[ \t]*(date_certain|seen_in_force|until):[ \t]*(\[[^]]*\]|[^,}]*)", "", line[0])
        return re.sub(r"(?<=from:)[ \t]*[^,}\s]+", f" {day}", plain)

    return re.sub(r"^version:.*$", dated, text, count=1, flags=re.MULTILINE)


def _not_before(cases: str, day: str) -> str:
    """Cases of days on which the next version does not answer yet are decided on its first day instead."""
    return re.sub(
        r"(?m)^([ \t]+on:[ \t]*)([0-9]{4}-[0-9]{2}-[0-9]{2})[ \t]*$",
        lambda found: found[1] + max(found[2], day),
        cases,
    )


def _with_owner(text: str, organization: Organization) -> str:
    named = re.sub(r"^by_name:.*\n", "", text, count=1, flags=re.MULTILINE)
    owner = f"by: {organization.slug}\nby_name: {_plain(organization.name)}"
    return re.sub(r"^by:.*$", owner, named, count=1, flags=re.MULTILINE)


def _plain(words: str) -> str:
    """Words as one YAML scalar."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def lay_over(*, organization: Organization, policy: Policy, by: Person | None, at: datetime) -> PolicyDraft:
    """A draft of the organization's own policy over another, which adds or tightens and takes everything else over."""
    today = today_of(organization, at).isoformat()
    first = next(iter(policy.decisions))
    name = policy.key.partition("/")[2]
    text = OVERLAY.format(
        key=f"{organization.slug}/{name}",
        title=_plain(f"{policy.title}, {organization.name}"),
        slug=organization.slug,
        name=_plain(organization.name),
        today=today,
        parent=f"{policy.key}@{policy.identity[:12]}",
        decision=first,
        source=_plain(f"{organization.name}, board policy"),
    )
    cases = OVERLAY_CASES.format(key=f"{organization.slug}/{name}", decision=first, today=today)
    return operations.begin_draft(
        organization=organization,
        title=title_in(text),
        text=text,
        cases=cases,
        origin=f"Over {policy.key}, version {policy.version.number}",
        by=by,
        at=at,
    )


OVERLAY = """\
# Everything that {parent} asks for holds here too. Below stands what is asked for besides.
policy: {key}
title: {title}
by: {slug}
by_name: {name}
version: {{number: 1, from: {today}, chosen_by: decision date}}
extends: {parent}
sources:
  board: {source}
checked: {today}
requires:
  {decision}: {{approved_by: principal, source: board}}
"""

OVERLAY_CASES = """\
policy: {key}
cases:
  - name: Nobody meets the rule with nothing on record
    on: {today}
    decision: {decision}
    records: []
    expect: {{state: not yet}}
"""

NEW = """\
policy: {slug}/what-it-is-for
title: What it is for, in a few words
by: {slug}
by_name: {name}
version: {{number: 1, from: {today}, chosen_by: decision date}}
sources:
  board: {source}
checked: {today}
unit: hour
counts:
  - {{record: micro-credential, worth: 10, each: award, source: board}}
use: {{each record: once}}
decisions:
  recognize: {{points: 20, source: board}}
"""

NEW_CASES = """\
policy: {slug}/what-it-is-for
cases:
  - name: Two micro-credentials are enough
    on: {today}
    decision: recognize
    records:
      - {{record: micro-credential, earned: {today}, reference: first}}
      - {{record: micro-credential, earned: {today}, reference: second}}
    expect: {{state: met, total: 20}}
"""


def begin_new(*, organization: Organization, by: Person | None, at: datetime) -> PolicyDraft:
    """A draft of a small rule that can be read and whose case holds, to be changed into one's own."""
    told = {
        "slug": organization.slug,
        "name": _plain(organization.name),
        "today": today_of(organization, at).isoformat(),
        "source": _plain(f"{organization.name}, board policy"),
    }
    text = NEW.format(**told)
    return operations.begin_draft(
        organization=organization,
        title=title_in(text),
        text=text,
        cases=NEW_CASES.format(**told),
        origin="Written here",
        by=by,
        at=at,
    )


def begin_pasted(
    *, organization: Organization, text: str, cases: str, by: Person | None, at: datetime
) -> PolicyDraft:
    """A draft of pasted words, whatever they are."""
    return operations.begin_draft(
        organization=organization,
        title=title_in(text),
        text=text,
        cases=cases,
        origin="Pasted here",
        by=by,
        at=at,
    )
