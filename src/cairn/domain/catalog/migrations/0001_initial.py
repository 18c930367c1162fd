import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField(help_text='The document as canonical JSON.')),
                ('digest', models.CharField(max_length=64)),
                ('schema', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('readings', models.PositiveSmallIntegerField(default=1)),
                ('published_at', models.DateTimeField()),
                ('document', models.JSONField(help_text='The same document, parsed, for reading.')),
                ('sealed', models.BooleanField(default=False)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='editions_count_from_one'), models.CheckConstraint(condition=models.Q(('readings__gte', 1)), name='a_round_is_read_at_least_once')],
            },
        ),
        migrations.CreateModel(
            name='MicroCredential',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key', models.SlugField(max_length=80)),
                ('title', models.CharField(max_length=200)),
                ('state', models.CharField(default='idea', max_length=20)),
                ('earned', models.PositiveIntegerField(default=0, help_text='Awards so far, counted when each is issued.')),
                ('begun_at', models.DateTimeField()),
                ('teach_out', models.DateField(help_text='Last day to submit what was begun; then it is over.', null=True)),
                ('reserved', models.BooleanField(default=False, help_text='For one group: the public catalog is silent on it.')),
                ('edition', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='current_of', to='catalog.edition')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='micro_credentials', to='people.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organization', 'key'), name='a_key_is_used_once_in_an_organization'), models.CheckConstraint(condition=models.Q(('state__in', ('idea', 'draft', 'in_review', 'pilot', 'published', 'retired'))), name='micro_credential_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('pilot', 'published', 'retired')), _negated=True), ('edition__isnull', False), _connector='OR'), name='only_drafts_lack_an_edition'), models.CheckConstraint(condition=models.Q(('teach_out', None), ('state', 'retired'), _connector='OR'), name='only_what_is_retired_is_taught_out')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('document', models.JSONField()),
                ('revision', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
                ('saved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('micro_credential', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='draft', to='catalog.microcredential')),
            ],
        ),
        migrations.CreateModel(
            name='Clearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('review', models.UUIDField(help_text='The public id of the review that cleared it.')),
                ('given_at', models.DateTimeField()),
                ('micro_credential', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearances', to='catalog.microcredential')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('micro_credential', 'digest'), name='a_document_is_cleared_once_for_a_micro_credential')],
            },
        ),
        migrations.CreateModel(
            name='Save',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('micro_credential', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saves', to='catalog.microcredential')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saves', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'micro_credential'), name='a_bookmark_is_set_once')],
            },
        ),
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40)),
                ('kind', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=200)),
                ('position', models.PositiveSmallIntegerField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='catalog.edition')),
            ],
            options={
                'ordering': ['edition', 'position'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'key'), name='slot_keys_differ')],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key', models.SlugField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('look_for', models.TextField()),
                ('descriptors', models.JSONField(help_text='Level key to description.')),
                ('position', models.PositiveSmallIntegerField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='catalog.edition')),
                ('slots', models.ManyToManyField(related_name='criteria', to='catalog.slot')),
            ],
            options={
                'ordering': ['edition', 'position'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'key'), name='criterion_keys_differ')],
            },
        ),
        migrations.CreateModel(
            name='Worth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('policy', models.CharField(max_length=120)),
                ('recognizer', models.CharField(max_length=200)),
                ('numerator', models.IntegerField()),
                ('denominator', models.PositiveIntegerField(default=1)),
                ('unit', models.CharField(max_length=60)),
                ('sentence', models.TextField()),
                ('source', models.TextField(blank=True)),
                ('checked_on', models.DateField()),
                ('micro_credential', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='worths', to='catalog.microcredential')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('micro_credential', 'policy'), name='a_policy_values_a_micro_credential_once'), models.CheckConstraint(condition=models.Q(('denominator__gt', 0)), name='worth_is_a_fraction')],
            },
        ),
        migrations.CreateModel(
            name='DraftComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('section', models.CharField(max_length=40)),
                ('text', models.TextField()),
                ('said_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='catalog.draft')),
            ],
            options={
                'ordering': ['draft', 'said_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('settled_at', None), ('settled_at__gte', models.F('said_at')), _connector='OR'), name='a_draft_comment_is_settled_after_it_is_said')],
            },
        ),
        migrations.CreateModel(
            name='Level',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40)),
                ('name', models.CharField(max_length=80)),
                ('rank', models.PositiveSmallIntegerField()),
                ('meets', models.BooleanField(help_text='Whether a criterion at this level is met.')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='catalog.edition')),
            ],
            options={
                'ordering': ['edition', 'rank'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'rank'), name='level_ranks_differ'), models.UniqueConstraint(fields=('edition', 'key'), name='level_keys_differ')],
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='micro_credential',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='catalog.microcredential'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('micro_credential', 'number'), name='edition_numbers_differ'),
        ),
    ]
