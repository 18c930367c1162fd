"""Draws docs/reference from the code: `./dev docs` writes the pages, `--check` says which are out of date."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
DOMAIN = ROOT / "src" / "cairn" / "domain"
NOTE = "<!-- Drawn from the code by `./dev docs`; change the code, not this page. -->\n"

sys.path.insert(0, str(ROOT / "src"))

from cairn.engines.lifecycle import Life  # noqa: E402


def modules(name: str) -> Iterator[tuple[str, ModuleType]]:
    """Every domain that has a module `name`, in the order of the alphabet."""
    found = [*DOMAIN.glob(f"*/{name}.py"), *DOMAIN.glob(f"*/{name}/__init__.py")]
    for domain in sorted(path.relative_to(DOMAIN).parts[0] for path in found):
        yield domain, import_module(f"cairn.domain.{domain}.{name}")


def lives() -> Iterator[tuple[str, Life]]:
    for domain, module in modules("states"):
        for value in vars(module).values():
            if isinstance(value, Life):
                yield domain, value


def lifecycles() -> str:
    parts = [
        "# Lifecycles\n",
        NOTE,
        "Each life is a table of states and moves in its domain's `states.py`; nothing else changes a state.\n",
    ]
    for domain, life in lives():
        parts.append(f"## {life.name.capitalize()} ({domain})\n")
        parts.append(_drawing(life))
        parts.append("| state | whose turn | moves |\n|---|---|---|")
        for state in life.states:
            moves = ", ".join(
                f"{move} → {end}" for (start, move), end in life.moves.items() if start == state
            )
            parts.append(f"| {state} | {life.turn[state] or '-'} | {moves or 'none: the end'} |")
        parts.append("")
    return "\n".join(parts)


def _drawing(life: Life) -> str:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {life.start}"]
    lines += [f"    {start} --> {end}: {move}" for (start, move), end in life.moves.items()]
    lines += [f"    {state} --> [*]" for state in life.final]
    return "\n".join([*lines, "```\n"])


def access() -> str:
    parts = [
        "# Who may do what\n",
        NOTE,
        "Each question is a function that answers with a verdict: yes, or no with the reason that the page shows.\n",
    ]
    for domain, module in modules("access"):
        questions = list(public_functions(module))
        if questions:
            parts.append(f"## {domain.capitalize()}\n\n| question | about | answer |\n|---|---|---|")
            parts += [f"| `{name}` | {_arguments(ask)} | {_summary(ask)} |" for name, ask in questions]
            parts.append("")
    return "\n".join(parts)


def public_functions(module: ModuleType) -> Iterator[tuple[str, Callable[..., object]]]:
    """The functions that the module itself defines for others, in the order it defines them."""
    for name, value in vars(module).items():
        own = getattr(value, "__module__", "").startswith(module.__name__)
        if inspect.isfunction(value) and own and not name.startswith("_"):
            yield name, value


def _arguments(function: Callable[..., object]) -> str:
    return ", ".join(inspect.signature(function).parameters)


def _summary(function: Callable[..., object]) -> str:
    paragraph = (inspect.getdoc(function) or "").partition("\n\n")[0]
    return " ".join(paragraph.split()).replace("|", "\\|")


def ledger() -> str:
    from cairn.domain.ledger.events import EVENTS

    rows = [f"| `{code}` | {text} |" for code, text in EVENTS.items()]
    about = (
        "Entries are appended and never changed; each holds the digest of the one before it. They carry opaque ids, "
        "codes and hashes, never names or free text, so that a person can be forgotten while the chain stays whole.\n"
    )
    return "\n".join(
        ["# The ledger's events\n", NOTE, about, "| event | what happened |\n|---|---|", *rows, ""]
    )


def addresses() -> str:
    about = (
        "Every page is shut unless its view says that it is public; what a signed-in person may do on it is the "
        "verdicts' business, see [access](access.md).\n"
    )
    rows = [
        f"| `/{path}` | {name} | {'everyone' if is_public else 'signed in'} |"
        for path, name, is_public in routes()
    ]
    return "\n".join(["# Addresses\n", NOTE, about, "| address | name | open to |\n|---|---|---|", *rows, ""])


def routes() -> Iterator[tuple[str, str, bool]]:
    """Path, name and openness of each page of Cairn's own, in the order in which addresses are tried."""
    from django.urls import ResolverMatch, get_resolver

    from cairn.web.shared.guards import is_open

    for path, name, view in _walk(get_resolver().url_patterns, "", ""):
        if not view.__module__.startswith(("allauth.", "oauth2_provider.")):
            yield path, name, is_open(ResolverMatch(view, (), {}))


def _walk(patterns: list[Any], path: str, space: str) -> Iterator[tuple[str, str, Any]]:
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _walk(pattern.url_patterns, here, space + inner)
        else:
            yield here, space + (pattern.name or ""), pattern.callback


def privacy() -> str:
    from django.apps import apps

    rows = []
    for model in apps.get_models():
        declared = getattr(model, "privacy", None)
        if declared is not None and model.__module__.startswith("cairn."):
            leaving = (declared.why or declared.on_leave) if declared.personal else "-"
            cells = (
                model._meta.label,
                ", ".join(declared.personal) or "nothing",
                declared.owner or "-",
                leaving,
            )
            rows.append(f"| {' | '.join(cells)} |")
    about = "What each table knows about people, whose it is, and what happens to it when that person is forgotten.\n"
    head = "| table | personal | belongs to | when she leaves |\n|---|---|---|---|"
    return "\n".join(["# Personal data\n", NOTE, about, head, *sorted(rows), ""])


PAGES: dict[str, Callable[[], str]] = {
    "access.md": access,
    "addresses.md": addresses,
    "ledger.md": ledger,
    "lifecycles.md": lifecycles,
    "privacy.md": privacy,
}


def outdated() -> list[str]:
    """The pages whose text on disk differs from what the code says now."""
    return [name for name, draw in PAGES.items() if _on_disk(name) != draw()]


def _on_disk(name: str) -> str | None:
    path = REFERENCE / name
    return path.read_text(encoding="utf-8") if path.exists() else None


def main() -> int:
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cairn.config.settings")
    django.setup()
    if "--check" in sys.argv:
        stale = outdated()
        for name in stale:
            print(f"docs/reference/{name} is out of date: run ./dev docs")
        return 1 if stale else 0
    REFERENCE.mkdir(exist_ok=True)
    for name, draw in PAGES.items():
        (REFERENCE / name).write_text(draw(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
