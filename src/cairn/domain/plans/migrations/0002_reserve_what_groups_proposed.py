from django.db import migrations


def reserve(apps, schema_editor):
    """What became of proposals before there was the mark is for its group too."""
    proposed = apps.get_model('plans', 'Proposal').objects.exclude(micro_credential=None)
    rows = apps.get_model('catalog', 'MicroCredential').objects
    rows.filter(pk__in=proposed.values('micro_credential')).update(reserved=True)


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0001_initial'),
        ('catalog', '0004_reserved_for_a_group'),
    ]

    operations = [
        migrations.RunPython(reserve, migrations.RunPython.noop),
    ]
