import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalog', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(default='working', max_length=20)),
                ('started_at', models.DateTimeField()),
                ('touched_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(null=True)),
                ('earner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='catalog.edition')),
                ('micro_credential', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='catalog.microcredential')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='people.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['earner', 'state'], name='attempts_of_an_earner')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('working', 'submitted', 'in_review', 'revising', 'appealed', 'met', 'awarded', 'withdrawn'))), name='attempt_state_is_known'), models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('earner', 'micro_credential'), name='one_live_attempt_for_an_earner_and_micro_credential'), models.CheckConstraint(condition=models.Q(('state__in', ['working', 'withdrawn']), ('submitted_at__isnull', False), _connector='OR'), name='only_unsent_attempts_lack_a_submission_date')],
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('open', models.BooleanField(default=True)),
                ('instead', models.CharField(blank=True, max_length=20)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='evidence.attempt')),
                ('slot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.slot')),
            ],
            options={
                'ordering': ['attempt', 'slot__position'],
                'constraints': [models.UniqueConstraint(fields=('attempt', 'slot'), name='a_slot_is_one_part_of_an_attempt')],
            },
        ),
        migrations.CreateModel(
            name='Piece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('instead', models.CharField(blank=True, help_text="The alternative kind it is; empty for the slot's own.", max_length=20)),
                ('made_on', models.DateField(null=True)),
                ('begins', models.TimeField(null=True)),
                ('ends', models.TimeField(null=True)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('text', 'words'), ('file', 'a file'), ('link', 'a link'), ('entry', 'an entry of a log'), ('code', 'a file of code')], max_length=10)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('text', models.TextField(blank=True)),
                ('url', models.URLField(blank=True, max_length=1000)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('added_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='evidence.part')),
            ],
            options={
                'ordering': ['part', 'added_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'text'), ('removed_at', None)), fields=('part', 'instead'), name='a_part_has_one_text'), models.CheckConstraint(condition=models.Q(('kind', 'entry'), models.Q(('begins', None), ('ends', None), ('place', '')), _connector='OR'), name='only_entries_have_times_and_a_place'), models.CheckConstraint(condition=models.Q(('begins', None), ('ends', None), ('ends__gt', models.F('begins')), _connector='OR'), name='an_entry_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('nobody_recognizable', models.BooleanField(default=False)),
                ('who', models.CharField(blank=True, max_length=300)),
                ('form', models.CharField(blank=True, max_length=300)),
                ('uses', models.JSONField(default=list, help_text='What it covers: evaluation, coaching, sharing.')),
                ('given_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='evidence.piece')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('nobody_recognizable', True), models.Q(models.Q(('who', ''), _negated=True), models.Q(('form', ''), _negated=True)), _connector='OR'), name='consent_says_who_and_by_what_form')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('submitted_at', models.DateTimeField()),
                ('recalled_at', models.DateTimeField(null=True)),
                ('manifest', models.TextField(help_text='Canonical JSON of what was sent: slots, kinds and hashes.')),
                ('digest', models.CharField(max_length=64)),
                ('statement', models.TextField(help_text='The declaration of integrity as she read it.')),
                ('note', models.TextField(blank=True, help_text='What she says about this round, such as what she changed.')),
                ('completed', models.JSONField(default=list, help_text='The completion indicators she ticked, as she read them.')),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='evidence.attempt')),
            ],
            options={
                'ordering': ['attempt', 'number'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('recalled_at', None)), fields=('attempt', 'number'), name='round_numbers_differ'), models.CheckConstraint(condition=models.Q(('recalled_at', None), ('recalled_at__gte', models.F('submitted_at')), _connector='OR'), name='a_round_is_recalled_after_it_was_submitted')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('coach', 'to coach'), ('evaluate', 'to evaluate'), ('lead', 'to lead evaluators'), ('calibrate', 'to train and test evaluators'), ('protect', 'to look into harm that was seen')], max_length=20)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='evidence.attempt')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='evidence.round')),
            ],
            options={
                'indexes': [models.Index(fields=['reader', 'attempt'], name='grants_of_a_reader')],
                'constraints': [models.CheckConstraint(condition=models.Q(('purpose', 'coach'), ('round__isnull', False), _connector='OR'), name='only_coaches_read_the_working_area')],
            },
        ),
        migrations.CreateModel(
            name='SelfRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='self_ratings', to='evidence.attempt')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.criterion')),
                ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.level')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('attempt', 'criterion'), name='one_self_rating_a_criterion')],
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('store_key', models.CharField(max_length=120, unique=True)),
                ('name', models.CharField(max_length=255)),
                ('use', models.CharField(choices=[('original', 'the original'), ('rendition', 'what readers are shown'), ('poster', 'a still of the video')], default='original', max_length=12)),
                ('state', models.CharField(choices=[('pending', 'being received'), ('attached', 'kept'), ('tombstoned', 'to be deleted')], default='pending', max_length=12)),
                ('kind', models.CharField(blank=True, max_length=12)),
                ('media_type', models.CharField(blank=True, max_length=100)),
                ('size', models.BigIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('seconds', models.FloatField(null=True)),
                ('width', models.PositiveIntegerField(null=True)),
                ('height', models.PositiveIntegerField(null=True)),
                ('received_at', models.DateTimeField(null=True)),
                ('problem', models.TextField(blank=True)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organization')),
                ('original', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='evidence.storedfile')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'attached'), _negated=True), models.Q(('received_at__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='only_whole_files_are_attached'), models.UniqueConstraint(condition=models.Q(('original__isnull', False)), fields=('original', 'use'), name='one_rendition_of_a_use')],
            },
        ),
        migrations.CreateModel(
            name='RoundPiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('instead', models.CharField(blank=True, help_text="The alternative kind it is; empty for the slot's own.", max_length=20)),
                ('made_on', models.DateField(null=True)),
                ('begins', models.TimeField(null=True)),
                ('ends', models.TimeField(null=True)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=10)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('text', models.TextField(blank=True)),
                ('url', models.URLField(blank=True, max_length=1000)),
                ('digest', models.CharField(max_length=64)),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='frozen', to='evidence.piece')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='evidence.round')),
                ('slot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.slot')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.storedfile')),
            ],
            options={
                'ordering': ['round', 'slot__position', 'position'],
                'constraints': [models.UniqueConstraint(fields=('round', 'piece'), name='a_piece_is_frozen_once_a_round'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'entry'), _negated=True), models.Q(('begins__isnull', False), ('ends__gt', models.F('begins')), ('ends__isnull', False), ('made_on__isnull', False)), _connector='OR'), name='a_frozen_entry_says_when_it_was')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('length', models.BigIntegerField()),
                ('offset', models.BigIntegerField(default=0)),
                ('begun_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='upload', to='evidence.storedfile')),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='evidence.part')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('offset__gte', 0), ('offset__lte', models.F('length'))), name='an_upload_stays_within_its_length')],
            },
        ),
        migrations.AddField(
            model_name='piece',
            name='file',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='piece', to='evidence.storedfile'),
        ),
        migrations.AddConstraint(
            model_name='piece',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('file', None), ('kind', 'text'), ('url', '')), models.Q(('file__isnull', False), ('kind', 'file'), ('text', ''), ('url', '')), models.Q(('file', None), ('kind', 'link'), ('text', ''), models.Q(('url', ''), _negated=True)), models.Q(('file', None), ('kind', 'entry'), ('url', '')), models.Q(('file__isnull', False), ('kind', 'code'), ('url', ''), models.Q(('text', ''), _negated=True)), _connector='OR'), name='a_piece_holds_what_its_kind_says'),
        ),
    ]
