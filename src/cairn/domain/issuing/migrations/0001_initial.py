import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalog', '0001_initial'),
        ('evidence', '0001_initial'),
        ('people', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(default='made', max_length=12)),
                ('earned_at', models.DateTimeField()),
                ('earned_on', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('status_index', models.PositiveIntegerField()),
                ('art', models.TextField(help_text='The badge as SVG, kept as drawn on the day of the award.')),
                ('reason', models.TextField(blank=True, help_text='Why it was suspended or revoked, in public words.')),
                ('changed_at', models.DateTimeField()),
                ('public', models.BooleanField(default=True, help_text='Whether the earner lets anyone with the address see it.')),
                ('show_name', models.BooleanField(default=False, help_text='Whether her name stands on its page.')),
                ('attempt', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='award', to='evidence.attempt')),
                ('earner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='catalog.edition')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='people.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['earner', '-earned_on'], name='awards_of_an_earner')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('made', 'issued', 'suspended', 'revoked'))), name='award_state_is_known'), models.CheckConstraint(condition=models.Q(('made_at__gte', models.F('earned_at'))), name='an_award_is_made_after_it_was_earned'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['suspended', 'revoked']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_revocation_says_why')],
            },
        ),
        migrations.CreateModel(
            name='SigningKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key_ref', models.CharField(max_length=120, unique=True)),
                ('public_key', models.BinaryField(max_length=32)),
                ('since', models.DateTimeField()),
                ('retired_at', models.DateTimeField(null=True)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signing_keys', to='people.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('organization',), name='an_issuer_signs_with_one_key_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Credential',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('signed_at', models.DateTimeField()),
                ('award', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='credential', to='issuing.award')),
                ('signing_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='issuing.signingkey')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sha256',), name='credentials_differ')],
            },
        ),
        migrations.CreateModel(
            name='StatusList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('size', models.PositiveIntegerField(default=131072)),
                ('begun_at', models.DateTimeField()),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='status_lists', to='people.organization')),
            ],
        ),
        migrations.AddField(
            model_name='award',
            name='status_list',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='issuing.statuslist'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.UniqueConstraint(fields=('status_list', 'status_index'), name='a_status_index_is_given_once'),
        ),
    ]
