import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalog', '0001_initial'),
        ('people', '0001_initial'),
        ('stacks', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Workshop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('words', models.TextField(blank=True, help_text='What it is about.')),
                ('place', models.CharField(blank=True, max_length=200)),
                ('link', models.URLField(blank=True, max_length=500)),
                ('begins', models.DateTimeField()),
                ('ends', models.DateTimeField()),
                ('code', models.CharField(help_text='What people type to say that they are there.', max_length=8, unique=True)),
                ('made_at', models.DateTimeField()),
                ('called_off_at', models.DateTimeField(null=True)),
                ('host', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='workshops_held', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='workshops', to='people.organization')),
            ],
            options={
                'ordering': ['begins', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__gt', models.F('begins'))), name='a_workshop_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('place', ''), _negated=True), models.Q(('link', ''), _negated=True), _connector='OR'), name='a_workshop_is_held_somewhere'), models.CheckConstraint(condition=models.Q(('code', ''), _negated=True), name='a_workshop_has_a_code')],
            },
        ),
        migrations.CreateModel(
            name='FollowOn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('micro_credential', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='suggested', to='catalog.microcredential')),
                ('stack', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='suggested', to='stacks.stack')),
                ('suggested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ons', to='workshops.workshop')),
            ],
            options={
                'ordering': ['workshop', 'position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('micro_credential', None), ('stack__isnull', False)), models.Q(('micro_credential__isnull', False), ('stack', None)), _connector='OR'), name='a_follow_on_is_a_micro_credential_or_a_stack'), models.UniqueConstraint(fields=('workshop', 'micro_credential'), name='a_micro_credential_is_suggested_once'), models.UniqueConstraint(fields=('workshop', 'stack'), name='a_stack_is_suggested_once')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to=settings.AUTH_USER_MODEL)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='workshops.workshop')),
            ],
            options={
                'ordering': ['workshop', 'person__display_name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('workshop', 'person'), name='a_person_is_at_a_workshop_once')],
            },
        ),
    ]
