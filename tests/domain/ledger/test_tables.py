"""Tables made at once are the tables made one by one."""

from __future__ import annotations

from typing import ClassVar

from django.db import connections, migrations, models
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pytest_django import DjangoDbBlocker

from cairn.domain.ledger.tables import CreateModels, make_at_once

KEY = ("id", models.BigAutoField(primary_key=True))
POSITIVE = models.CheckConstraint(condition=models.Q(size__gt=0), name="a_stone_has_a_size")
NAMED = models.UniqueConstraint(fields=("name",), condition=~models.Q(name=""), name="a_name_is_given_once")
TOPPED = models.CheckConstraint(condition=models.Q(top__isnull=False), name="a_pile_has_a_top")

EMPTY = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", "OPTIONS": {}}


class Stones(migrations.Migration):
    initial = True
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel("Pile", [KEY, ("name", models.CharField(max_length=20))]),
        migrations.CreateModel(
            "Stone",
            [
                KEY,
                ("size", models.IntegerField()),
                ("pile", models.ForeignKey("stones.Pile", models.CASCADE)),
                ("beside", models.ManyToManyField("self")),
            ],
            {"indexes": [models.Index(fields=["pile", "size"], name="stones_of_a_pile")]},
        ),
        migrations.AddConstraint("stone", POSITIVE),
        migrations.AddIndex("stone", models.Index(fields=["size"], name="stones_by_size")),
        migrations.AddField("pile", "top", models.ForeignKey("stones.Stone", models.CASCADE, null=True)),
        migrations.AddConstraint("pile", TOPPED),
        migrations.AddConstraint("pile", NAMED),
    ]


def _made_by(migration: migrations.Migration) -> tuple[list[str], ProjectState]:
    """What stands in an empty database after a migration, and the state that it leaves."""
    connections["stones"] = connection = DatabaseWrapper(
        {**connections["default"].settings_dict, **EMPTY}, "stones"
    )
    try:
        state = ProjectState()
        # As a plan begins: with the classes built.
        assert not state.apps.get_models()
        with connection.schema_editor() as editor:
            state = migration.apply(state, editor)
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE sql <> '' ORDER BY name")
            return [sql for (sql,) in cursor.fetchall()], state
    finally:
        connection.close()
        del connections["stones"]


def test_tables_made_at_once_are_those_made_one_by_one(django_db_blocker: DjangoDbBlocker) -> None:
    single, shorter = Stones("0001_initial", "stones"), Stones("0001_initial", "stones")
    make_at_once([(shorter, False)])
    assert [type(one) for one in shorter.operations] == [
        CreateModels,
        migrations.AddField,
        migrations.AddConstraint,
        migrations.AddConstraint,
    ]
    with django_db_blocker.unblock():
        (made, state), (made_at_once, state_at_once) = _made_by(single), _made_by(shorter)
    assert made_at_once == made
    assert state_at_once == state


def test_what_goes_back_or_fills_tables_stays_as_it_is() -> None:
    back, filling = Stones("0001_initial", "stones"), Stones("0001_initial", "stones")
    added = filling.operations[2:] = [
        *filling.operations[2:],
        migrations.RunPython(migrations.RunPython.noop),
    ]
    make_at_once([(back, True), (filling, False)])
    assert back.operations == Stones.operations
    assert filling.operations[1:] == added
