"""`cairn simulate`: rules of judging tried on works whose truth is known, in a database of their own."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from cairn.cli.installing import prepare
from cairn.cli.place import Trouble, load_django, make_folder, say, use_folder, write_secret
from cairn.demo.simulating.plan import Plan, PlanError, planned
from cairn.engines.environment import Environment

if TYPE_CHECKING:
    from cairn.demo.simulating.running import Run
    from cairn.demo.simulating.telling import Told

ADDRESS = "http://127.0.0.1:8000"
WHY = {
    "launch": "by rule, at launch",
    "random": "by lot",
    "near_cut": "near the line",
    "probation": "beside a new evaluator",
    "drift": "beside one whose severity moved",
    "adjudication": "where two differed (disputed criteria alone)",
    "panel": "by a panel",
}


def simulate(options: Namespace) -> int:
    """Run a plan and print what it came to; the installation's own database is never touched."""
    plan = _plan(options)
    with ExitStack() as stack:
        kept = options.keep is not None
        folder = options.keep if kept else Path(stack.enter_context(tempfile.TemporaryDirectory()))
        _prepare(folder.expanduser().absolute(), kept=kept)
        from cairn.demo.simulating import running, telling

        told = telling.told(running.run(plan, tell=_progress))
        if options.json:
            say(json.dumps(told.as_dict(), ensure_ascii=False, indent=1))
            return 0
        _tell(told)
        if kept:
            say(
                f"\nKept in {folder}. Look at it: PUBLIC_URL={ADDRESS} cairn serve --no-worker --data {folder}"
            )
            say(f"The report: {ADDRESS}/editions/{told.edition}/validity/")
    return 0


def _prepare(folder: Path, *, kept: bool) -> None:
    """An empty database in a folder of its own. Raises `Trouble` where something lies there."""
    if Environment(os.environ).text("DATABASE_URL"):
        raise Trouble("A simulation has a database of its own. Unset DATABASE_URL for this command.")
    if folder.exists() and any(folder.iterdir()):
        raise Trouble(f"{folder} is not empty. Choose a new folder with --keep.")
    os.environ.setdefault("PUBLIC_URL", ADDRESS)
    use_folder(folder)
    make_folder(folder)
    write_secret(folder)
    load_django()
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        # What a power cut would take is simulated again.
        cursor.execute("PRAGMA synchronous = OFF")
    if kept:
        prepare(folder)
        return
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def _plan(options: Namespace) -> Plan:
    given: dict[str, Any] = {name: getattr(options, name) for name in ("submissions", "evaluators", "seed")}
    named = {"severity": "severe", "drift": "drifting", "noise": "noisy"}
    given |= {field: dict(getattr(options, option) or ()) for option, field in named.items()}
    try:
        text = options.plan.read_text(encoding="utf-8") if options.plan else ""
        given["rules"] = _rules(options.rules)
        return planned(text, **given)
    except OSError as error:
        raise Trouble(f"{options.plan} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise Trouble(f"{options.plan} is no text in UTF-8.") from error
    except PlanError as error:
        raise Trouble(str(error)) from error


def _rules(given: list[str]) -> dict[str, Any]:
    rules = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise Trouble(f"“{text}” sets no rule. Write it as launch=0 or near_cut=false.")
        rules[name] = yaml.safe_load(value)
    return rules


def _progress(run: Run) -> None:
    """One line on a terminal, and nothing where the output goes to a file."""
    if sys.stderr.isatty():
        text = f"{len(run.rounds)} of {run.plan.setup.submissions} submissions in, {run.sent} readings sent"
        print(f"\r{text}", end="", file=sys.stderr, flush=True)


def _tell(told: Told) -> None:
    if sys.stderr.isatty():
        print(file=sys.stderr)
    say(f"{told.submissions} submissions, {told.decided} decided, in {told.days} days of simulated time.")
    say(f"Readings: {told.readings}, {told.readings_each:.2f} for each submission")
    for why, share in told.doubled.items():
        say(f"  read again {WHY.get(why, why)}: {share:.0%}")
    say(f"Truly worthy of the award: {told.worthy:.1%}")
    say(
        f"Decided wrongly: {told.error:.1%} (false awards {told.false_awards:.1%},"
        f" false denials {told.false_denials:.1%})"
    )
    say("\nThe validity report as it was computed:")
    for each in told.tiers:
        say(f"  {each.first_attempts:>5} first attempts: tier {each.tier}, verdict {each.verdict}")
    for title, finding in told.sections.items():
        say(f"  {title} {finding}")
    if told.findings:
        say("\nPlanted, and what the report says:")
    for one in told.findings:
        answer = {True: one.says, False: "not found", None: "the report says that it cannot tell yet"}[
            one.found
        ]
        say(f"  {one.planted}: {answer}")
    say("Found, though nobody planted it: " + ("; ".join(told.unplanted) or "nothing"))
