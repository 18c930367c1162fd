from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def count(apps: StateApps, _schema: BaseDatabaseSchemaEditor) -> None:
    """Count what the lists gave before they counted it themselves."""
    holders = [apps.get_model("issuing", name) for name in ("Award", "FormerCredential", "Endorsement")]
    for status_list in apps.get_model("issuing", "StatusList").objects.all():
        status_list.given = sum(model.objects.filter(status_list=status_list).count() for model in holders)
        status_list.save(update_fields=["given"])


class Migration(migrations.Migration):

    dependencies = [
        ('issuing', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='statuslist',
            name='given',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(count, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='statuslist',
            constraint=models.CheckConstraint(condition=models.Q(('given__gte', 0), ('given__lte', models.F('size'))), name='a_list_gives_no_more_places_than_it_has'),
        ),
    ]
