"""`cairn program load|check|export DIR`: programs as folders of files."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from cairn.cli.named import organization_named
from cairn.cli.place import Trouble, demand_ready, load_django, say, use_folder


def check(options: Namespace) -> int:
    """Examine programs without a database; 1 when a file has a fault, 0 otherwise (a finding does not fail)."""
    _begin(options)
    from cairn.workflows import program_files

    faults = 0
    for folder in _folders(options.folder):
        try:
            program = program_files.read(folder)
        except program_files.Faulty as faulty:
            _tell(faulty.faults)
            faults += len(faulty.faults)
            continue
        found = program_files.findings(program, folder)
        for line in found:
            say(f"look again: {line}")
        say(
            f"{folder}: {len(program.items)} micro-credentials and {len(program.stacks)} stacks are complete; "
            f"{len(found)} places to look at again."
        )
    return 1 if faults else 0


def load(options: Namespace) -> int:
    """Load programs into the installation, each wholly or not at all; 1 when one was refused."""
    _begin(options)
    demand_ready()
    from cairn.workflows import program_files, programs

    refused = False
    for folder in _folders(options.folder):
        try:
            loaded = programs.load(program=program_files.read(folder), by=None, at=datetime.now(UTC))
        except program_files.Faulty as faulty:
            _tell(faulty.faults)
            print(f"{folder}: nothing was loaded.", file=sys.stderr)
            refused = True
            continue
        say(
            f"{folder}: {len(loaded.published)} published, {len(loaded.in_review)} in review, "
            f"{len(loaded.unchanged)} unchanged."
        )
    return 1 if refused else 0


def export(options: Namespace) -> int:
    """Write what an organization offers into a folder."""
    _begin(options)
    demand_ready()
    from cairn.workflows import program_files, programs

    organization = organization_named(options.organization)
    program = programs.exported(organization=organization)
    try:
        program_files.write(program, options.folder)
    except OSError as error:
        raise Trouble(
            f"{options.folder} cannot be written ({error.strerror}). Choose another folder."
        ) from error
    say(f"{len(program.items)} micro-credentials and {len(program.stacks)} stacks are in {options.folder}.")
    return 0


def _begin(options: Namespace) -> None:
    use_folder(options.data)
    load_django()


def _folders(given: Path) -> list[Path]:
    """The programs in a folder, or one of those that come with Cairn by its name."""
    from cairn.workflows.program_files import folders_in

    shipped = Path(str(files("cairn.programs"))) / given
    for folder in (given, shipped):
        if found := folders_in(folder):
            return found
    raise Trouble(f"There is no program in {given}: a program is a folder with a program.yaml.")


def _tell(faults: Iterable[str]) -> None:
    for fault in faults:
        print(fault, file=sys.stderr)
