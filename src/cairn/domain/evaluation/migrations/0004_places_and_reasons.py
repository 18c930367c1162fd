from django.db import migrations, models
from django.db.models import Q

REASONS = [
    "first", "launch", "random", "near_cut", "probation", "resubmission", "panel", "adjudication", "appeal", "reread",
    "seed", "back_read",
]
STATES = ("open", "claimed", "released", "lapsed", "recused", "concluded", "canceled")


class Migration(migrations.Migration):
    """Apart from the rows' own change: PostgreSQL alters no table with row changes pending."""

    dependencies = [("evaluation", "0003_why_a_reading_is_asked_for")]

    operations = [
        migrations.RemoveField("reading", "adjudicates"),
        migrations.RemoveConstraint("reading", "one_standing_reading_a_place"),
        migrations.AddConstraint(
            "reading",
            models.UniqueConstraint(
                condition=Q(("state__in", ("open", "claimed", "concluded")), ~Q(("reason__in", ("seed", "back_read")))),
                fields=("round", "place"),
                name="one_standing_reading_a_place",
            ),
        ),
        migrations.RemoveConstraint("reading", "reading_state_is_known"),
        migrations.AddConstraint(
            "reading", models.CheckConstraint(condition=Q(("state__in", STATES)), name="reading_state_is_known")
        ),
        migrations.AddConstraint(
            "reading", models.CheckConstraint(condition=Q(("reason__in", REASONS)), name="reading_reason_is_known")
        ),
    ]
