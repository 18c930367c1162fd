import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0004_reserved_for_a_group"),
        ("evidence", "0002_occasions_and_alternatives"),
        ("issuing", "0002_awards_of_stacks"),
        ("people", "0002_reviewers"),
        ("stacks", "0002_offers_for_a_part"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Drawing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("svg", models.TextField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["digest"], name="drawings_differ")],
            },
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(help_text="What the file was called.", max_length=200)),
                ("digest", models.CharField(max_length=64)),
                (
                    "heads",
                    models.JSONField(
                        default=list, help_text="The headings of the file, for the copy to mend."
                    ),
                ),
                ("state", models.CharField(default="checked", max_length=12)),
                ("letters", models.BooleanField(default=True, help_text="Whether the earners are told.")),
                ("reached", models.PositiveIntegerField(default=0)),
                ("checked_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="people.organization",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("checked", "running", "done", "discarded"))),
                        name="import_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["running", "done"]), _negated=True),
                            ("begun_at__gte", models.F("checked_at")),
                            _connector="OR",
                        ),
                        name="an_import_runs_after_it_was_checked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state__in", ["done", "discarded"]), _negated=True),
                                ("ended_at__isnull", False),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("state__in", ["checked", "running"]), _negated=True),
                                ("ended_at", None),
                                _connector="OR",
                            ),
                        ),
                        name="an_import_that_ended_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("ready", "To be awarded"),
                            ("known", "Awarded before"),
                            ("faulty", "To be mended"),
                        ],
                        max_length=8,
                    ),
                ),
                ("email", models.CharField(blank=True, max_length=254)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("earned_on", models.DateField(null=True)),
                ("expires_on", models.DateField(null=True)),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="Where the issuer's records say so.", max_length=500
                    ),
                ),
                ("faults", models.JSONField(default=list)),
                ("cells", models.JSONField(default=list)),
                (
                    "edition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.edition",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="issuing.import"
                    ),
                ),
            ],
            options={
                "ordering": ["run", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=["run", "number"], name="a_row_stands_once_in_an_import"),
                    models.CheckConstraint(
                        condition=models.Q(("standing__in", ["ready", "known", "faulty"])),
                        name="a_row_is_ready_known_or_faulty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("standing", "faulty"),
                            models.Q(("earned_on__isnull", False), ("edition__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_row_without_faults_says_what_was_earned_when",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="award",
            name="an_award_is_for_an_attempt_or_for_a_stack",
        ),
        migrations.AddField(
            model_name="award",
            name="expires_at",
            field=models.DateTimeField(help_text="From when on it says no more; seldom set.", null=True),
        ),
        migrations.AddField(
            model_name="award",
            name="import_row",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="award",
                to="issuing.importrow",
            ),
        ),
        migrations.AddField(
            model_name="award",
            name="drawing",
            field=models.ForeignKey(
                db_index=False,
                help_text="The badge as drawn on the day of the award.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="issuing.drawing",
            ),
        ),
    ]
