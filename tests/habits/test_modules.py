"""Modules stay small, read no clock where they are told the time, and keep to one way of writing."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.habits.tree import modules, offenders, parsed

LONGEST = 300
LONGER_FOR_A_REASON: dict[str, str] = {}
CLOCKLESS = ("engines", "domain", "adapters", "workflows")
CLOCK_CALLS = {
    "timezone.now",
    "timezone.localdate",
    "timezone.localtime",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "auto_now",
    "auto_now_add",
    "Now",
}
CLOCK_FOR_A_REASON: dict[str, str] = {}
SIGNALS_FOR_A_REASON = {
    "src/cairn/domain/ledger/management/commands/migrate.py": "Django tells which migrations will run by no other way.",
}
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals")


def clock_readings(tree: ast.Module) -> list[tuple[int, str]]:
    """Line and name of each call, or each default of a field, that reads the clock."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            name = ".".join(ast.unparse(node).split(".")[-2:])
            if name in CLOCK_CALLS:
                found.append((node.lineno, name))
        elif isinstance(node, ast.keyword) and node.arg in CLOCK_CALLS:
            found.append((node.value.lineno, node.arg))
    return found


def signals(tree: ast.Module) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names if name.name.startswith(SIGNALS)]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{name.name}" for name in node.names]
            found += [name for name in names if name.startswith(SIGNALS)]
    return found


def unkept_verbs(tree: ast.Module) -> list[str]:
    """Public functions of an operations module that are not keyword-only, or are not told the time.

    A verb that ends in `s` or begins with `_` is no exception; a helper that writes nothing belongs elsewhere.
    """
    complaints = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _writes(node):
            names = {argument.arg for argument in node.args.kwonlyargs}
            if node.args.args or node.args.posonlyargs:
                complaints.append(f"{node.name} takes positional arguments")
            if "at" not in names:
                complaints.append(f"{node.name} is not told at what time")
            if _records(node) and "by" not in names:
                complaints.append(f"{node.name} is not told by whom")
    return complaints


WRITES = {
    "create",
    "save",
    "update",
    "delete",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "add",
}


def _writes(function: ast.FunctionDef) -> bool:
    return _records(function) or any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and "objects" in ast.unparse(node.func)
        for node in ast.walk(function)
    )


def _records(function: ast.FunctionDef) -> bool:
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(isinstance(called, ast.Name) and called.id == "record" for called in calls)


def lines_too_many(path: Path) -> int:
    return max(0, len(path.read_text(encoding="utf-8").splitlines()) - LONGEST)


def test_a_module_fits_in_the_head():
    assert offenders(modules(), lines_too_many).keys() == LONGER_FOR_A_REASON.keys()


def test_only_the_upper_storeys_read_the_clock():
    found = offenders(modules(*CLOCKLESS), lambda path: clock_readings(parsed(path)))
    assert found.keys() == CLOCK_FOR_A_REASON.keys()


def test_no_signal_hides_what_a_workflow_should_tell():
    told = modules("domain", "workflows", "web", "demo")
    assert offenders(told, lambda path: signals(parsed(path))).keys() == SIGNALS_FOR_A_REASON.keys()


OPERATIONS = [path for path in modules("domain") if "operations" in (path.stem, path.parent.name)]


def test_every_write_is_a_keyword_only_verb_told_by_whom_and_when():
    assert offenders(OPERATIONS, lambda path: unkept_verbs(parsed(path))) == {}


def test_the_clock_is_found_in_a_bad_sample():
    sample = "x = timezone.now()\ny = datetime.now(UTC)\nat = DateTimeField(auto_now=True)\nz = at.now\n"
    assert [name for _, name in clock_readings(ast.parse(sample))] == [
        "timezone.now",
        "datetime.now",
        "auto_now",
    ]


def test_a_signal_is_found_in_a_bad_sample():
    sample = "from django.db.models.signals import post_save\nfrom django.dispatch import receiver\nimport signal\n"
    assert signals(ast.parse(sample)) == ["django.db.models.signals.post_save", "django.dispatch.receiver"]


def test_an_unkept_verb_is_found_in_a_bad_sample():
    sample = """
def publish(draft, *, by):
    record(event="x", by=by)

def save(*, thing, at):
    Thing.objects.create(thing=thing)

def end(*, thing, at):
    record(event="x")
"""
    assert unkept_verbs(ast.parse(sample)) == [
        "publish takes positional arguments",
        "publish is not told at what time",
        "end is not told by whom",
    ]
