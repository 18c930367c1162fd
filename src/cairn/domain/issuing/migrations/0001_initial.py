import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from cairn.domain.issuing.shortening import by_lz4


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('calibration', '0001_initial'),
        ('catalog', '0001_initial'),
        ('evidence', '0001_initial'),
        ('people', '0001_initial'),
        ('stacks', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Drawing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('svg', models.TextField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('digest',), name='drawings_differ')],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(help_text='What the file was called.', max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('heads', models.JSONField(default=list, help_text='The headings of the file, for the copy to mend.')),
                ('state', models.CharField(default='checked', max_length=12)),
                ('letters', models.BooleanField(default=True, help_text='Whether the earners are told.')),
                ('reached', models.PositiveIntegerField(default=0)),
                ('checked_at', models.DateTimeField()),
                ('begun_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='people.organization')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('checked', 'running', 'done', 'discarded'))), name='import_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['running', 'done']), _negated=True), ('begun_at__gte', models.F('checked_at')), _connector='OR'), name='an_import_runs_after_it_was_checked'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state__in', ['done', 'discarded']), _negated=True), ('ended_at__isnull', False), _connector='OR'), models.Q(models.Q(('state__in', ['checked', 'running']), _negated=True), ('ended_at', None), _connector='OR')), name='an_import_that_ended_says_when')],
            },
        ),
        migrations.CreateModel(
            name='AccessToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(help_text='Which program has it.', max_length=80)),
                ('scope', models.CharField(choices=[('award', 'Award past achievements')], default='award', max_length=12)),
                ('digest', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('last_used_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('minute', models.DateTimeField(null=True)),
                ('in_minute', models.PositiveIntegerField(default=0)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='access_tokens', to='people.organization')),
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='token', to='issuing.import')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('digest',), name='access_tokens_differ'), models.CheckConstraint(condition=models.Q(('scope', 'award')), name='the_scope_of_a_token_is_known'), models.CheckConstraint(condition=models.Q(('revoked_at', None), ('revoked_at__gte', models.F('made_at')), _connector='OR'), name='a_token_is_revoked_after_it_was_made')],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('standing', models.CharField(choices=[('ready', 'To be awarded'), ('known', 'Awarded before'), ('faulty', 'To be mended')], max_length=8)),
                ('email', models.CharField(blank=True, max_length=254)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('earned_on', models.DateField(null=True)),
                ('expires_on', models.DateField(null=True)),
                ('note', models.CharField(blank=True, help_text="Where the issuer's records say so.", max_length=500)),
                ('faults', models.JSONField(default=list)),
                ('cells', models.JSONField(default=list)),
                ('edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.edition')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='issuing.import')),
            ],
            options={
                'ordering': ['run', 'number'],
                'constraints': [models.UniqueConstraint(fields=('run', 'number'), name='a_row_stands_once_in_an_import'), models.CheckConstraint(condition=models.Q(('standing__in', ['ready', 'known', 'faulty'])), name='a_row_is_ready_known_or_faulty'), models.CheckConstraint(condition=models.Q(('standing', 'faulty'), models.Q(('earned_on__isnull', False), ('edition__isnull', False)), _connector='OR'), name='a_row_without_faults_says_what_was_earned_when')],
            },
        ),
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(default='made', max_length=12)),
                ('earned_at', models.DateTimeField()),
                ('earned_on', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(help_text='From when on it says no more; seldom set.', null=True)),
                ('status_index', models.PositiveIntegerField()),
                ('reason', models.TextField(blank=True, help_text='Why it was suspended or revoked, in public words.')),
                ('changed_at', models.DateTimeField()),
                ('public', models.BooleanField(default=True, help_text='Whether the earner lets anyone with the address see it.')),
                ('show_name', models.BooleanField(default=False, help_text='Whether her name stands on its page.')),
                ('named', models.CharField(blank=True, help_text='Her name as its issuer corrected it; else that of her account.', max_length=200)),
                ('addressed', models.EmailField(blank=True, help_text='Her e-mail address as its issuer corrected it; else that of her account.', max_length=254)),
                ('attempt', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='award', to='evidence.attempt')),
                ('earner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='catalog.edition')),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='people.organization')),
                ('parts', models.ManyToManyField(help_text='The awards that completed a stack.', related_name='wholes', to='issuing.award')),
                ('qualification', models.ForeignKey(db_index=False, help_text="The evaluator's qualification that it certifies.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='calibration.qualification')),
                ('stack', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='stacks.stack')),
                ('stack_edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='stacks.stackedition')),
                ('drawing', models.ForeignKey(db_index=False, help_text='The badge as drawn on the day of the award.', on_delete=django.db.models.deletion.PROTECT, to='issuing.drawing')),
                ('import_row', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='award', to='issuing.importrow')),
            ],
            options={
                'indexes': [models.Index(fields=['earner', '-earned_on'], name='awards_of_an_earner'), models.Index(fields=['organization', '-made_at', '-id'], name='awards_by_an_issuer'), models.Index(fields=['organization', 'state', '-made_at'], name='awards_by_their_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('made', 'issued', 'suspended', 'revoked'))), name='award_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('attempt__isnull', False), ('edition__isnull', False), ('import_row__isnull', True), ('qualification__isnull', True), ('stack__isnull', True), ('stack_edition__isnull', True)), models.Q(('attempt__isnull', True), ('edition__isnull', False), ('import_row__isnull', False), ('qualification__isnull', True), ('stack__isnull', True), ('stack_edition__isnull', True)), models.Q(('attempt__isnull', True), ('edition__isnull', False), ('import_row__isnull', True), ('qualification__isnull', False), ('stack__isnull', True), ('stack_edition__isnull', True)), models.Q(('attempt__isnull', True), ('edition__isnull', True), ('import_row__isnull', True), ('qualification__isnull', True), ('stack__isnull', False), ('stack_edition__isnull', False)), _connector='OR'), name='an_award_is_for_one_thing'), models.UniqueConstraint(condition=models.Q(('import_row__isnull', False)), fields=('edition', 'earner', 'earned_on'), name='a_past_achievement_is_awarded_once'), models.UniqueConstraint(condition=models.Q(('qualification__isnull', False)), fields=('qualification', 'earned_at'), name='a_certification_is_awarded_once'), models.CheckConstraint(condition=models.Q(('qualification', None), ('expires_at__isnull', False), _connector='OR'), name='a_certification_runs_out'), models.CheckConstraint(condition=models.Q(('expires_at', None), ('expires_at__gt', models.F('earned_at')), _connector='OR'), name='an_award_expires_after_it_was_earned'), models.UniqueConstraint(fields=('earner', 'stack'), name='a_stack_is_awarded_once_to_an_earner'), models.CheckConstraint(condition=models.Q(('made_at__gte', models.F('earned_at'))), name='an_award_is_made_after_it_was_earned'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['suspended', 'revoked']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_revocation_says_why')],
            },
        ),
        migrations.CreateModel(
            name='IssuerProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(blank=True, help_text='Where questions about badges go.', max_length=254)),
                ('image', models.BinaryField(help_text='A picture as PNG.', null=True)),
                ('changed_at', models.DateTimeField()),
                ('organization', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='issuer_profile', to='people.organization')),
            ],
        ),
        migrations.CreateModel(
            name='SigningKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('Ed25519', 'Ed25519'), ('P-256', 'P-256'), ('RSA', 'RSA')], default='Ed25519', max_length=8)),
                ('place', models.CharField(choices=[('folder', "This installation's folder of keys"), ('environment', 'Handed in by the environment'), ('pkcs11', 'A hardware module')], default='folder', max_length=12)),
                ('key_ref', models.CharField(max_length=120, unique=True)),
                ('public_key', models.BinaryField(max_length=2048)),
                ('since', models.DateTimeField()),
                ('retired_at', models.DateTimeField(null=True)),
                ('compromised_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, help_text='Why it is taken for compromised.', max_length=500)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signing_keys', to='people.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('organization', 'kind'), name='an_issuer_signs_with_one_key_of_a_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['Ed25519', 'P-256', 'RSA'])), name='the_kind_of_a_key_is_known'), models.CheckConstraint(condition=models.Q(('place__in', ['folder', 'environment', 'pkcs11'])), name='the_place_of_a_key_is_known'), models.CheckConstraint(condition=models.Q(('retired_at', None), ('retired_at__gte', models.F('since')), _connector='OR'), name='a_key_is_retired_after_it_began'), models.CheckConstraint(condition=models.Q(('compromised_at', None), models.Q(('retired_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='a_compromised_key_is_retired_and_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Credential',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(default=1)),
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
                ('of_endorsements', models.BooleanField(default=False, help_text='Whether it is for what the issuer endorses.')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='status_lists', to='people.organization')),
            ],
        ),
        migrations.CreateModel(
            name='FormerCredential',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('signed_at', models.DateTimeField()),
                ('status_index', models.PositiveIntegerField()),
                ('reason', models.TextField(help_text='What was corrected, in words for her.')),
                ('replaced_at', models.DateTimeField()),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former', to='issuing.award')),
                ('signing_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='issuing.signingkey')),
                ('status_list', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='former', to='issuing.statuslist')),
            ],
            options={
                'ordering': ['award', 'version'],
                'constraints': [models.UniqueConstraint(fields=('award', 'version'), name='a_version_of_a_badge_is_one'), models.UniqueConstraint(fields=('status_list', 'status_index'), name='a_former_status_index_is_given_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_correction_says_why'), models.CheckConstraint(condition=models.Q(('replaced_at__gte', models.F('signed_at'))), name='a_version_is_replaced_after_it_was_signed')],
            },
        ),
        migrations.CreateModel(
            name='Endorsement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(default='asked', max_length=12)),
                ('note', models.TextField(blank=True, help_text='What was said when it was asked for.')),
                ('comment', models.TextField(blank=True, help_text='What the endorser says, for everybody to read.')),
                ('text', models.TextField(blank=True)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('signed_at', models.DateTimeField(null=True)),
                ('status_index', models.PositiveIntegerField(null=True)),
                ('changed_at', models.DateTimeField()),
                ('award', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='endorsements', to='issuing.award')),
                ('edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='endorsements', to='catalog.edition')),
                ('issuer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='endorsed_by', to='people.organization')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='endorsements', to='people.organization')),
                ('stack_edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='endorsements', to='stacks.stackedition')),
                ('signing_key', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='endorsements', to='issuing.signingkey')),
                ('status_list', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='endorsements', to='issuing.statuslist')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('asked', 'given', 'hidden', 'declined', 'withdrawn'))), name='endorsement_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('award__isnull', True), ('edition__isnull', False), ('issuer__isnull', True), ('stack_edition__isnull', True)), models.Q(('award__isnull', True), ('edition__isnull', True), ('issuer__isnull', True), ('stack_edition__isnull', False)), models.Q(('award__isnull', False), ('edition__isnull', True), ('issuer__isnull', True), ('stack_edition__isnull', True)), models.Q(('award__isnull', True), ('edition__isnull', True), ('issuer__isnull', False), ('stack_edition__isnull', True)), _connector='OR'), name='an_endorsement_is_of_one_thing'), models.CheckConstraint(condition=models.Q(('issuer', None), models.Q(('issuer', models.F('organization')), _negated=True), _connector='OR'), name='nobody_endorses_itself'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('given', 'hidden', 'withdrawn')), _negated=True), models.Q(models.Q(('text', ''), _negated=True), models.Q(('comment', ''), _negated=True), ('signed_at__isnull', False), ('signing_key__isnull', False), ('status_index__isnull', False)), _connector='OR'), name='an_endorsement_that_was_given_is_signed'), models.UniqueConstraint(fields=('status_list', 'status_index'), name='an_endorsement_has_a_place_of_its_own'), models.UniqueConstraint(condition=models.Q(('state__in', ('asked', 'given', 'hidden'))), fields=('organization', 'edition'), name='one_endorses_an_edition_once'), models.UniqueConstraint(condition=models.Q(('state__in', ('asked', 'given', 'hidden'))), fields=('organization', 'stack_edition'), name='one_endorses_a_stack_once'), models.UniqueConstraint(condition=models.Q(('state__in', ('asked', 'given', 'hidden'))), fields=('organization', 'award'), name='one_endorses_a_badge_once'), models.UniqueConstraint(condition=models.Q(('state__in', ('asked', 'given', 'hidden'))), fields=('organization', 'issuer'), name='one_endorses_an_issuer_once')],
            },
        ),
        migrations.CreateModel(
            name='TokenRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=255)),
                ('digest', models.CharField(max_length=64)),
                ('row', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='request', to='issuing.importrow')),
                ('token', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='issuing.accesstoken')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('token', 'key'), name='a_request_with_a_key_is_answered_once')],
            },
        ),
        migrations.AddField(
            model_name='award',
            name='status_list',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='issuing.statuslist'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.UniqueConstraint(fields=('status_list', 'status_index'), name='a_status_index_is_given_once'),
        ),
        migrations.RunPython(by_lz4, migrations.RunPython.noop),
    ]
