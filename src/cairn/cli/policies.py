"""`cairn policy`: check, test, decide, explain and what-if of recognition rules, without Django or a database."""

from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cairn.cli.place import Trouble, say
from cairn.engines.policy import (
    Contradiction,
    Decision,
    Finding,
    NotInForce,
    Policy,
    PolicyError,
    Record,
    choose,
    conflicts,
    decide,
    failures,
    lint,
    load_cases,
    load_people,
    number,
    payments,
    repaid,
    sentences,
    ways,
)
from cairn.engines.policy.identity import engine_identity, identity_of, plain

CASES = ".cases.yaml"


def policy(arguments: Sequence[str]) -> int:
    """Run the command: 0 done, 1 a finding (an error, a case that fails, not met). Raises `Trouble`."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (NotInForce, Contradiction, TypeError, ValueError) as error:
        raise Trouble(str(error)) from error


def _parser() -> ArgumentParser:
    top = ArgumentParser(prog="cairn policy", description="Work with recognition rules in files.")
    verbs = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, run, about in (
        ("check", check, "read policies and say what is wrong or doubtful, by line"),
        ("test", test, "decide the named cases that stand beside each policy"),
        ("decide", decide_people, "decide for the people of a file"),
        ("explain", explain_people, "decide, and say why and how to finish, in sentences"),
        ("whatif", what_if_people, "what changes for people between two versions: BEFORE AFTER"),
    ):
        verb = verbs.add_parser(name, help=about, description=f"{about.capitalize()}.")
        verb.set_defaults(run=run)
        verb.add_argument(
            "files", nargs="+", type=Path, metavar="FILE", help="a policy; its parents beside it"
        )
        verb.add_argument("--json", action="store_true", help="print the result as JSON")
        if run in (decide_people, explain_people, what_if_people):
            verb.add_argument(
                "--facts", type=Path, required=True, metavar="FILE", help="a record, or several"
            )
            verb.add_argument(
                "--on", type=_day, default=datetime.now(UTC).date(), metavar="DATE", help="YYYY-MM-DD"
            )
            verb.add_argument("--decision", default="", metavar="NAME", help="one of the policy's decisions")
    return top


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is no date; write it as 2026-03-01") from None


def check(options: Namespace) -> int:
    """Print the findings; 1 when one is an error."""
    policies: list[tuple[str, Policy]] = []
    found: list[Finding] = []
    texts = _texts(options.files)
    for path, text in texts:
        read, findings = lint(text, str(path), {one.key: one for _, one in policies})
        found += findings
        if read:
            policies.append((str(path), read))
    found += conflicts(policies) + repaid(policies)
    if options.json:
        say(_json([plain(finding) for finding in found]))
    else:
        for finding in found:
            say(str(finding))
        errors = sum(finding.error for finding in found)
        say(
            f"{len(policies)} of {len(texts)} can be used; errors: {errors}, warnings: {len(found) - errors}."
        )
    return 1 if any(finding.error for finding in found) else 0


def test(options: Namespace) -> int:
    """Decide every case beside each policy; 1 when one fails or there are none."""
    told: list[dict[str, Any]] = []
    read = _load(options.files)
    for path, one in read:
        beside = path.with_name(path.name.removesuffix(".yaml") + CASES)
        if not beside.is_file():
            raise Trouble(f"Write cases for {path.name} into {beside}.")
        told += [
            {"policy": one.key, "case": case.name, "failures": failures(one, case)}
            for case in load_cases_of(beside)
        ]
    if options.json:
        say(_json(told))
    else:
        for row in told:
            say(f"{'FAILS' if row['failures'] else 'ok   '} {row['policy']}: {row['case']}")
            for failure in row["failures"]:
                say(f"      {failure}")
    return 1 if not told or any(row["failures"] for row in told) else 0


def load_cases_of(path: Path) -> Any:
    """The cases in a file; raises `Trouble` with file and line."""
    try:
        return load_cases(_read(path))
    except PolicyError as error:
        raise Trouble(f"{path}:{error.line} {error.code} {error.path}: {error.text}") from error


def decide_people(options: Namespace) -> int:
    """A line for each person, or the whole decision as JSON; 1 when somebody does not meet it."""
    rows = _decided(options)
    if options.json:
        say(_json([_document(one, record, found, options.on) for one, record, found in rows]))
    else:
        for one, record, found in rows:
            say(
                f"{record.person or 'this record'}: {found.state}. {found.sentence}. ({one.key}, {found.decision})"
            )
    return 0 if all(found.met for _, _, found in rows) else 1


def explain_people(options: Namespace) -> int:
    """The explanation of each person's decision, a sentence a line; 1 when somebody does not meet it."""
    rows = _decided(options)
    if options.json:
        say(_json([_document(one, record, found, options.on) for one, record, found in rows]))
        return 0 if all(found.met for _, _, found in rows) else 1
    for one, record, found in rows:
        say(f"{record.person or 'This record'}, {one.title} ({found.decision}): {found.state}")
        for sentence in sentences(one, found, record=record):
            say(f"  {sentence}")
        for payment in payments(one, record, on=options.on):
            amount = f"${number(payment.amount)}" if payment.amount is not None else "an amount to be set"
            say(f"  Pays {amount} for {payment.trigger} ({payment.period}). {payment.held}".rstrip())
        for source in found.sources:
            say(f"  Source: {source}.")
    return 0 if all(found.met for _, _, found in rows) else 1


def what_if_people(options: Namespace) -> int:
    """Gained and lost between the first file and the second."""
    from cairn.engines.policy.population import Population, what_if

    policies = [one for _, one in _load(options.files)]
    if len(policies) != 2:
        raise Trouble("Give two files: the policy as it is, then as it would be.")
    records = _people(options.facts)
    population = Population.of(records)
    name = options.decision or next(iter(policies[0].decisions))
    found = what_if(policies[0], policies[1], population, on=options.on, decision=name)
    change = found.everybody
    document = {
        "people": len(records),
        "met_before": int(found.before.met.sum()),
        "met_after": int(found.after.met.sum()),
        "gained": list(found.gained),
        "lost": list(found.lost),
        "shortfalls": [list(row) for row in found.shortfalls],
        "cost": str(found.cost),
        "note": found.note,
        "groups_suppressed": change.people is None,
    }
    if options.json:
        say(_json(document))
        return 0
    say(
        f"Of {len(records)} people, {document['met_before']} meet “{name}” now and {document['met_after']} would."
    )
    say(f"Gained: {', '.join(found.gained) or 'nobody'}. Lost: {', '.join(found.lost) or 'nobody'}.")
    say(f"Pay changes by ${number(found.cost)} a period. {found.note}")
    return 0


def _document(one: Policy, record: Record, found: Decision, on: date) -> dict[str, Any]:
    document: dict[str, Any] = plain(found)
    routes = () if found.met else ways(one, record, on=on, decision=found.decision)
    document |= {
        "person": record.person,
        "sentence": found.sentence,
        "explanation": sentences(one, found, record=record, finish=routes),
        "ways": [{"kind": way.kind, "text": way.text} for way in routes],
        "payments": [{**plain(payment), "key": payment.key} for payment in payments(one, record, on=on)],
        "identity": {"policy": one.identity, "record": identity_of(record), "engine": engine_identity()},
    }
    return document


def _decided(options: Namespace) -> list[tuple[Policy, Record, Decision]]:
    """Each person under the version of each policy that answers for her."""
    policies = [one for _, one in _load(options.files)]
    rows = []
    for record in _people(options.facts):
        for key in dict.fromkeys(one.key for one in policies):
            choice = choose([one for one in policies if one.key == key], record, on=options.on)
            if choice.policy is None:
                raise Trouble(choice.because)
            name = options.decision or next(iter(choice.policy.decisions))
            rows.append((choice.policy, record, decide(choice.policy, record, on=options.on, decision=name)))
    return rows


def _people(path: Path) -> tuple[Record, ...]:
    try:
        return load_people(_read(path))
    except PolicyError as error:
        raise Trouble(f"{path}:{error.line} {error.code} {error.path}: {error.text}") from error


def _load(paths: Sequence[Path]) -> list[tuple[Path, Policy]]:
    found: list[tuple[Path, Policy]] = []
    for path, text in _texts(paths):
        read, findings = lint(text, str(path), {one.key: one for _, one in found})
        if read is None:
            raise Trouble(str(findings[0]))
        found.append((path, read))
    return found


def _texts(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """The files in their order, and within a folder by name, those that extend another last; cases are left out."""
    found: list[tuple[Path, str]] = []
    for path in paths:
        inside = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
        texts = [(one, _read(one)) for one in inside if not one.name.endswith(CASES)]
        found += sorted(texts, key=lambda pair: "\nextends:" in pair[1])
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(f"{path} cannot be read as text: {error}.") from error


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
