"""What the commands about judging understand."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path


def validity(command: ArgumentParser) -> None:
    """What `cairn validity` understands, but for the data folder."""
    command.add_argument("edition", nargs="?", metavar="EDITION", help="organization/key, key@2, or its id")
    command.add_argument("--json", action="store_true", help="print the whole analysis as JSON")
    command.add_argument("--bundle", type=Path, metavar="FILE", help="write data and numbers as a zip")
    command.add_argument(
        "--recompute", type=Path, metavar="BUNDLE", help="compute a bundle's numbers again, without a server"
    )
    command.add_argument(
        "--groups",
        type=Path,
        metavar="CSV",
        help="email and group of earners, for fairness in this one report",
    )


def _planted(text: str) -> tuple[int, float]:
    place, _, amount = text.partition("=")
    try:
        return int(place), float(amount)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” plants nothing; write it as 2=0.7") from error


def simulate(command: ArgumentParser) -> None:
    """What `cairn simulate` understands."""
    command.add_argument(
        "plan", nargs="?", type=Path, metavar="PLAN", help="a plan in YAML; options go over it"
    )
    for name, text in (
        ("submissions", "how many works come in (default: 120)"),
        ("evaluators", "how many evaluators read (default: 6)"),
        ("seed", "the same works and evaluators again (default: 1)"),
    ):
        command.add_argument(f"--{name}", type=int, metavar="N", help=text)
    for name, text in (
        ("severity", "evaluator 2 takes 0.7 of a level off: 2=0.7; may be repeated"),
        ("drift", "evaluator 3 takes 1.0 off from the middle on: 3=1.0; may be repeated"),
        ("noise", "single scores of evaluator 4 scatter by 0.9: 4=0.9; may be repeated"),
    ):
        command.add_argument(
            f"--{name}", type=_planted, action="append", metavar="EVALUATOR=LEVELS", help=text
        )
    command.add_argument(
        "--rules",
        action="append",
        default=[],
        metavar="RULE=VALUE",
        help="a rule of judging, such as launch=0",
    )
    command.add_argument("--json", action="store_true", help="print everything as JSON")
    command.add_argument(
        "--keep",
        type=Path,
        metavar="FOLDER",
        help="keep its database here, for a look with `cairn serve --data`",
    )
