from django.db import migrations
from django.db.models import Q

AT_ONCE = 2_000


def carry_over(apps, schema_editor):
    """To whom each badge was shown moves to its showing."""
    award, showing = apps.get_model("issuing", "Award"), apps.get_model("portfolios", "Showing")
    rows = award.objects.filter(Q(public=True) | Q(show_name=True)).values_list(
        "pk", "earner", "public", "show_name", "made_at"
    )
    made = (
        showing(
            award_id=pk,
            person_id=earner,
            audience="public" if public else "private",
            named=named,
            changed_at=at,
        )
        for pk, earner, public, named, at in rows.iterator(AT_ONCE)
    )
    showing.objects.bulk_create(made, batch_size=AT_ONCE, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("issuing", "0003_forms"), ("portfolios", "0001_initial")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop, elidable=True)]
