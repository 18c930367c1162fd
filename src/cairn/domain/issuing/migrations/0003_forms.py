import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('issuing', '0002_places_given'),
    ]

    operations = [
        migrations.CreateModel(
            name='Form',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('text', models.TextField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('digest',), name='forms_differ')],
            },
        ),
        migrations.RenameField(
            model_name='credential',
            old_name='text',
            new_name='own',
        ),
        migrations.AddField(
            model_name='credential',
            name='form',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='issuing.form'),
        ),
    ]
