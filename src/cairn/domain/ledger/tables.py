"""New tables, made at once instead of one by one.

Before each operation Django builds the classes of all models again that are tied to the one it is about; with a
hundred tables those are ten thousand classes. Where operations only make tables, the classes at their end do for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddIndex, CreateModel, Migration, RunPython, RunSQL
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Make several tables; does what its `CreateModel`s do one after the other."""

    def __init__(self, each: Sequence[CreateModel]) -> None:
        self.each = each

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # Classes that are not there need not be brought up to date; they are built when next asked for.
        state.__dict__.pop("apps", None)
        for one in self.each:
            one.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for one in self.each:
            one.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(one.describe() for one in self.each)


def make_at_once(plan: Sequence[tuple[Migration, bool]], **_told: Any) -> None:
    """Shorten the migrations of a plan before any is applied: a receiver of `pre_migrate`."""
    for migration, backwards in plan:
        if not backwards:
            # Each migration has a list of its own, though its type only knows its class's.
            setattr(migration, "operations", list(_together(_whole(migration.operations))))  # noqa: B010  # typed as fixed


def _together(operations: Iterable[Operation]) -> Iterator[Operation]:
    for making, run in groupby(operations, lambda one: isinstance(one, CreateModel)):
        if making:
            yield CreateModels([one for one in run if isinstance(one, CreateModel)])
        else:
            yield from run


def _whole(operations: Sequence[Operation]) -> Iterator[Operation]:
    """The same operations, but each table is made with the indexes and constraints that are added to it later."""
    if any(isinstance(one, RunPython | RunSQL) for one in operations):
        # What they put into a table may keep a constraint only at their end.
        yield from operations
        return
    # What is added may need a field that comes later still.
    growing = {one.model_name_lower for one in operations if isinstance(one, FieldOperation)}
    made = {one.name_lower for one in operations if isinstance(one, CreateModel)} - growing
    for one in operations:
        if isinstance(one, CreateModel) and one.name_lower in made:
            options = {**one.options}
            for other in operations:
                if isinstance(other, AddIndex) and other.model_name_lower == one.name_lower:
                    options["indexes"] = [*options.get("indexes", ()), other.index]
                if isinstance(other, AddConstraint) and other.model_name_lower == one.name_lower:
                    options["constraints"] = [*options.get("constraints", ()), other.constraint]
            yield CreateModel(one.name, one.fields, options, one.bases, one.managers)
        elif not (isinstance(one, AddIndex | AddConstraint) and one.model_name_lower in made):
            yield one
