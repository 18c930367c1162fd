"""What the command line understands. Each command's module is loaded only when the command is run."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

from cairn import __version__
from cairn.cli import judging_arguments as judging
from cairn.cli import persons

KINDS = ("Ed25519", "P-256", "RSA")
PLACES = ("folder", "environment", "pkcs11")


def _run(module: str, function: str) -> Callable[[Namespace], int]:
    def run(options: Namespace) -> int:
        return int(getattr(import_module(f"cairn.cli.{module}"), function)(options))

    return run


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(f"“{text}” is no port; give a number from 1 to 65535")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise ArgumentTypeError(f"“{text}” is no count; give a number from 1 to 256")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is no day; write it as 2026-11-22") from error


def parser() -> ArgumentParser:
    top = ArgumentParser(prog="cairn", description="Educator micro-credentials, hosted by yourself.")
    top.add_argument("--version", action="version", version=f"cairn {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    demo = commands.add_parser("demo", help="serve a demo with a cast and its stories")
    _serving(demo)
    _data(demo, "where the demo keeps its data (default: ./cairn-demo)")
    demo.add_argument("--reset", action="store_true", help="throw the demo's data away and begin anew")
    demo.set_defaults(run=_run("demonstrating", "demo"))

    init = commands.add_parser("init", help="set up or upgrade an installation; may be repeated")
    _data(init)
    init.add_argument("--organization", metavar="NAME", help="found a first organization of this name")
    init.add_argument("--kind", default="district", help="the kind of that organization (default: district)")
    init.add_argument("--admin", metavar="EMAIL", help="register a first administrator with this address")
    init.set_defaults(run=_run("installing", "init"))

    serve = commands.add_parser("serve", help="serve the pages, with a worker beside them")
    _serving(serve)
    _data(serve)
    serve.add_argument(
        "--no-worker", action="store_true", help="start no worker; `cairn worker` runs elsewhere"
    )
    serve.add_argument(
        "--threads",
        type=_count,
        default=4,
        help="requests that a process deals with at once (default: 4); more let programs award faster",
    )
    serve.set_defaults(run=_run("serving", "serve"))

    worker = commands.add_parser("worker", help="send letters and do what is due, until stopped")
    _data(worker)
    worker.add_argument("--once", action="store_true", help="do what is due now and stop")
    worker.set_defaults(run=_run("working", "worker"))

    doctor = commands.add_parser("doctor", help="examine the installation and say how to mend it")
    _data(doctor)
    doctor.set_defaults(run=_run("examining", "doctor"))

    commands.add_parser("manage", help="run one of Django's management commands", add_help=False)
    commands.add_parser("policy", help="check, test, decide and explain recognition rules", add_help=False)
    commands.add_parser("stats", help="compute a statistic of scores in a file", add_help=False)

    _programs(commands.add_parser("program", help="load, check or export programs of micro-credentials"))

    _keys(
        commands.add_parser(
            "keys", help="list, rotate, give up or check the keys that organizations sign with"
        )
    )

    _awards(
        commands.add_parser("import-awards", help="award past achievements from a list; may be repeated"),
        commands.add_parser("issue", help="award one past achievement"),
    )

    _tokens(commands.add_parser("tokens", help="list, create or revoke the tokens by which programs award"))
    _persons(
        commands.add_parser("persons", help="copy or erase what is known of a person who asked by letter")
    )
    _issuers(commands.add_parser("issuers", help="keep the register of issuers whose keys are believed"))
    _verifying(commands.add_parser("verify", help="say whether a badge is genuine, and whose it is"))
    _validity(commands.add_parser("validity", help="say how well an edition is judged, or check a bundle"))
    _simulate(commands.add_parser("simulate", help="try rules of judging on works whose truth is known"))
    return top


def _validity(command: ArgumentParser) -> None:
    judging.validity(command)
    _data(command)
    command.set_defaults(run=_run("validity", "validity"))


def _simulate(command: ArgumentParser) -> None:
    judging.simulate(command)
    command.set_defaults(run=_run("simulating", "simulate"))


def _persons(command: ArgumentParser) -> None:
    for name, verb in persons.arguments(command).items():
        _data(verb)
        verb.set_defaults(run=_run("persons", name))


def _issuers(command: ArgumentParser) -> None:
    verbs = command.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def verb(name: str, function: str, text: str) -> ArgumentParser:
        sub = verbs.add_parser(name, help=text)
        _data(sub)
        sub.set_defaults(run=_run("issuers", function))
        return sub

    verb("list", "show", "name every known issuer, its keys, and on whose word they are believed")
    pin = verb("pin", "pin", "believe an issuer's keys from now on")
    pin.add_argument(
        "issuer",
        metavar="ISSUER|FILE",
        help="did:web:... or https://...; or a file: its document, or a badge of it",
    )
    pin.add_argument("--name", default="", help="what to call it")
    unpin = verb("unpin", "unpin", "believe an issuer no more; its badges are then not confirmed")
    unpin.add_argument("issuer", help="its identifier, as `list` shows it")
    bring = verb("import", "bring", "bring in a signed list of issuers, as `export` wrote it")
    bring.add_argument("file", type=Path, help="the list")
    export = verb(
        "export", "export", "write all known issuers as a list that one of your organizations signs"
    )
    export.add_argument("--organization", required=True, metavar="SLUG", help="who signs it")


def _verifying(command: ArgumentParser) -> None:
    command.add_argument(
        "file",
        metavar="FILE|URL|ARCHIVE",
        help="a badge as JSON, JWT, PNG or SVG; its address; an archive of a portfolio; or - for standard input",
    )
    command.add_argument("--json", action="store_true", help="print the whole report as JSON")
    command.add_argument(
        "--offline", action="store_true", help="fetch nothing; what is not at hand stays unknown"
    )
    command.add_argument(
        "--recipient", metavar="EMAIL", help="ask whether the badge was given to this address"
    )
    files = {
        "--issuer-doc": "the issuer's DID document or profile, where it cannot be fetched; confirms nothing",
        "--status-list": "a status list, where it cannot be fetched",
        "--issuers": "a signed list of known issuers, whose keys are believed",
    }
    for name, text in files.items():
        command.add_argument(name, type=Path, action="append", default=[], metavar="FILE", help=text)
    command.set_defaults(run=_run("verifying", "verify"))


def _programs(command: ArgumentParser) -> None:
    verbs = command.add_subparsers(title="commands", metavar="COMMAND", required=True)
    told = {
        "load": "publish a folder's micro-credentials and stacks; the same again changes nothing",
        "check": "examine a folder's files, and say what to mend in which line",
        "export": "write what an organization offers into a folder",
    }
    for verb, text in told.items():
        sub = verbs.add_parser(verb, help=text)
        sub.add_argument(
            "folder", type=Path, metavar="DIR", help="the folder, or the name of a shipped program"
        )
        if verb == "export":
            sub.add_argument("--organization", required=True, metavar="SLUG", help="whose offer to write")
        _data(sub)
        sub.set_defaults(run=_run("programs", verb))


def _keys(command: ArgumentParser) -> None:
    verbs = command.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def verb(name: str, function: str, text: str) -> ArgumentParser:
        sub = verbs.add_parser(name, help=text)
        _data(sub)
        sub.set_defaults(run=_run("keys", function))
        return sub

    listing = verb("list", "show", "name every key, whose it is, and since when it is used")
    listing.add_argument("--organization", metavar="SLUG", help="only this organization's")

    rotate = verb("rotate", "rotate", "sign with another key from now on; earlier badges go on verifying")
    rotate.add_argument("--organization", required=True, metavar="SLUG", help="whose key")
    rotate.add_argument(
        "--kind", choices=KINDS, default="Ed25519", help="its kind (default: Ed25519, for badges)"
    )
    rotate.add_argument(
        "--place", choices=PLACES, help="where the new one is kept (default: CAIRN_KEY_PLACE)"
    )
    rotate.add_argument(
        "--key", metavar="REF", help="take this one, which lies there already (see `keys check`)"
    )

    compromise = verb(
        "compromise", "compromise", "give up a key that may be in other hands; what it signed is void"
    )
    compromise.add_argument("key", metavar="KEY", help="its name, as `keys list` prints it")
    compromise.add_argument("--since", type=_day, metavar="DAY", help="since when (default: today)")
    compromise.add_argument("--reason", required=True, metavar="TEXT", help="what happened")
    compromise.add_argument("--confirm", required=True, metavar="SLUG", help="the organization's short name")
    compromise.add_argument("--sign-again", action="store_true", help="sign again what it signed")

    again = verb("sign-again", "sign_again", "sign again, with the key in use, what a compromised key signed")
    again.add_argument("key", metavar="KEY", help="its name, as `keys list` prints it")

    export = verb("export-public", "export_public", "print the public half of a key")
    export.add_argument("key", metavar="KEY", help="its name, as `keys list` prints it")
    export.add_argument("--format", choices=("pem", "jwk", "did"), default="pem", help="default: pem")

    verb("check", "check", "try every key that is needed, and tell those that lie unused")


def _awards(bring: ArgumentParser, issue: ArgumentParser) -> None:
    bring.add_argument("file", type=Path, help="the list, as CSV or as a workbook (xlsx)")
    bring.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
    bring.add_argument(
        "--dates",
        choices=("month-first", "day-first"),
        default="",
        help="how to read 5/6/2019 (default: such days are refused)",
    )
    bring.add_argument(
        "--first-edition",
        action="store_true",
        help="what was earned before the first edition counts as that edition",
    )
    bring.add_argument("--faults", type=Path, metavar="CSV", help="where to write the rows to mend")
    bring.set_defaults(run=_run("awards", "import_awards"))
    issue.add_argument("--micro-credential", required=True, metavar="NAME", help="its key or title")
    issue.add_argument("--email", required=True, help="whose it is")
    issue.add_argument("--name", help="her name, if she is not known here yet")
    issue.add_argument("--date", required=True, metavar="DAY", help="when it was earned, such as 2019-05-24")
    issue.add_argument("--edition", metavar="NUMBER", help="the edition (default: the one in force then)")
    issue.add_argument("--expires", metavar="DAY", help="when it expires, if it does")
    issue.add_argument("--note", help="where your records say so; not in the badge")
    issue.set_defaults(run=_run("awards", "issue"))
    for command in (bring, issue):
        command.add_argument("--organization", required=True, metavar="SLUG", help="who awards")
        command.add_argument("--by", metavar="EMAIL", help="who of its issuers does this")
        command.add_argument("--no-letters", action="store_true", help="tell nobody")
        _data(command)


def _tokens(command: ArgumentParser) -> None:
    verbs = command.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listing = verbs.add_parser("list", help="name every token, whose it is, and when it was last used")
    create = verbs.add_parser("create", help="make a token for a program, and print it this one time")
    revoke = verbs.add_parser("revoke", help="refuse a token from now on; what it awarded stays")
    listing.add_argument("--organization", metavar="SLUG", help="only this organization's")
    create.add_argument("--organization", required=True, metavar="SLUG", help="in whose name it awards")
    create.add_argument("--name", required=True, help="which program gets it")
    create.add_argument("--no-letters", action="store_true", help="tell no earner what it awards")
    revoke.add_argument("token", metavar="TOKEN", help="its name, as `tokens list` prints it")
    for verb, function in {listing: "show", create: "create", revoke: "revoke"}.items():
        _data(verb)
        verb.set_defaults(run=_run("tokens", function))
    for verb in (create, revoke):
        verb.add_argument("--by", metavar="EMAIL", help="who of its administrators does this")


def _serving(command: ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1)")
    command.add_argument("--port", type=_port, default=8000, help="the port to listen on (default: 8000)")
    command.add_argument("--workers", type=_count, default=2, help="processes that serve pages (default: 2)")


def _data(
    command: ArgumentParser, text: str = "the data folder (default: CAIRN_DATA, or ./cairn-data)"
) -> None:
    command.add_argument("--data", type=Path, metavar="DIR", help=text)
