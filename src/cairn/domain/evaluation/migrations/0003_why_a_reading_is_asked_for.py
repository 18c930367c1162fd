import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

REASONS = [
    ("first", "the first reading of a round"),
    ("launch", "a second reading while the edition is young"),
    ("random", "a second reading by lot"),
    ("near_cut", "a second reading near the line"),
    ("probation", "a second reading beside a new evaluator's"),
    ("resubmission", "a second reading of a late try"),
    ("panel", "a panelist's reading"),
    ("adjudication", "a reading of what others differ on"),
    ("appeal", "a fresh reading on appeal"),
    ("reread", "a fresh reading after an evaluator drifted"),
    ("seed", "a reading of an anchor"),
    ("back_read", "a lead's look at the feedback"),
]


def say_why(apps, schema_editor):
    """Until now a second place was asked of every round of an edition, and a later one where two differed."""
    reading = apps.get_model("evaluation", "Reading")
    reading.objects.filter(adjudicates=True).update(reason="adjudication")
    others = reading.objects.filter(adjudicates=False, place__gt=1)
    others.filter(round__number=1).update(reason="random")
    others.filter(round__number__gt=1).update(reason="resubmission")


class Migration(migrations.Migration):

    dependencies = [
        ("catalog", "0004_reserved_for_a_group"),
        ("evaluation", "0002_sheet"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Lot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seed", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("made_at", models.DateTimeField()),
                ("edition", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="lot", to="catalog.edition")),
            ],
        ),
        migrations.AddField("reading", "reason", models.CharField(choices=REASONS, default="first", max_length=12)),
        migrations.AddField("reading", "criteria", models.JSONField(default=list, help_text="Keys of the criteria it is about; empty for all.")),
        migrations.AddField("reading", "by_lead", models.BooleanField(default=False, help_text="Only a lead evaluator may take it.")),
        migrations.AddField("reading", "away", models.BooleanField(default=False, help_text="Nobody of the earner's own district may take it.")),
        migrations.AddField("reading", "cause", models.TextField(blank=True, default="", help_text="Why she stepped back, for the lead alone."), preserve_default=False),
        migrations.AddField("reading", "meant_for", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
        migrations.RunPython(say_why, migrations.RunPython.noop),
    ]
