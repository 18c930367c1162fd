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
    ]

    operations = [
        migrations.CreateModel(
            name='JudgingDefaults',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('settings', models.JSONField(default=dict)),
                ('set_at', models.DateTimeField()),
                ('organization', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='judging_defaults', to='people.organization')),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Lot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seed', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('made_at', models.DateTimeField()),
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='lot', to='catalog.edition')),
            ],
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('met', models.BooleanField()),
                ('concluded_at', models.DateTimeField()),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='outcome', to='evidence.round')),
            ],
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('shared', models.BooleanField(default=True)),
                ('text', models.TextField()),
                ('asked_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='evidence.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('shared', True)), fields=('round',), name='one_clarifying_question_a_round'), models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('asked_at'))), name='a_question_waits_a_while'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_question_has_words')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('given_at', models.DateTimeField()),
                ('question', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='answer', to='evaluation.question')),
            ],
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('place', models.PositiveSmallIntegerField()),
                ('reason', models.CharField(choices=[('first', 'the first reading of a round'), ('launch', 'a second reading while the edition is young'), ('random', 'a second reading by lot'), ('near_cut', 'a second reading near the line'), ('probation', "a second reading beside a new evaluator's"), ('drift', 'a second reading beside an evaluator whose severity moved'), ('resubmission', 'a second reading of a late try'), ('panel', "a panelist's reading"), ('adjudication', 'a reading of what others differ on'), ('appeal', 'a fresh reading on appeal'), ('reread', 'a fresh reading after an evaluator drifted'), ('seed', 'a reading of an anchor'), ('back_read', "a lead's look at the feedback")], default='first', max_length=12)),
                ('criteria', models.JSONField(default=list, help_text='Keys of the criteria it is about; empty for all.')),
                ('by_lead', models.BooleanField(default=False, help_text='Only a lead evaluator may take it.')),
                ('away', models.BooleanField(default=False, help_text="Nobody of the earner's own district may take it.")),
                ('cause', models.TextField(blank=True, help_text='Why she stepped back, for the lead alone.')),
                ('reminded', models.PositiveSmallIntegerField(default=0, help_text='How often its evaluator was reminded.')),
                ('stuck_since', models.DateTimeField(help_text='Since when nobody may take it.', null=True)),
                ('state', models.CharField(default='open', max_length=12)),
                ('opened_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('claimed_at', models.DateTimeField(null=True)),
                ('leased_until', models.DateTimeField(null=True)),
                ('concluded_at', models.DateTimeField(null=True)),
                ('summary', models.TextField(blank=True, help_text='Words to the earner about the whole.')),
                ('evaluator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='readings', to=settings.AUTH_USER_MODEL)),
                ('meant_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='people.organization')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='evidence.round')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'due_at'], name='readings_by_due_date'), models.Index(fields=['evaluator', 'claimed_at'], name='readings_of_an_evaluator')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('open', 'claimed', 'released', 'lapsed', 'recused', 'returned', 'concluded', 'canceled'))), name='reading_state_is_known'), models.UniqueConstraint(condition=models.Q(('state__in', ('open', 'claimed', 'concluded')), models.Q(('reason__in', ('seed', 'back_read')), _negated=True)), fields=('round', 'place'), name='one_standing_reading_a_place'), models.CheckConstraint(condition=models.Q(('reason__in', ['first', 'launch', 'random', 'near_cut', 'probation', 'drift', 'resubmission', 'panel', 'adjudication', 'appeal', 'reread', 'seed', 'back_read'])), name='reading_reason_is_known'), models.UniqueConstraint(condition=models.Q(('state__in', ['claimed', 'concluded'])), fields=('round', 'evaluator'), name='an_evaluator_reads_a_round_once'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'canceled']), ('evaluator__isnull', False), _connector='OR'), name='only_unclaimed_readings_lack_an_evaluator'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'claimed'), _negated=True), ('leased_until__isnull', False), _connector='OR'), name='a_claim_has_a_lease'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'concluded'), _negated=True), ('concluded_at__isnull', False), _connector='OR'), name='a_concluded_reading_has_its_time')],
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('feedback', models.TextField(blank=True)),
                ('saved_at', models.DateTimeField()),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.criterion')),
                ('level', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.level')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='evaluation.reading')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('reading', 'criterion'), name='one_rating_a_criterion_and_reading')],
            },
        ),
        migrations.CreateModel(
            name='PayLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('about', models.UUIDField()),
                ('kind', models.CharField(choices=[('first', 'A reading'), ('double', 'A second reading of the same work'), ('adjudication', 'A reading that decides between two'), ('seed', 'A reading that checks the scale'), ('calibration', 'A calibration'), ('recusal', 'Stepping back after recognizing somebody'), ('incomplete', 'Sending back work that is incomplete')], max_length=12)),
                ('cents', models.PositiveIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('accrued_at', models.DateTimeField()),
                ('paid_at', models.DateTimeField(null=True)),
                ('evaluator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pay_lines', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pay_lines', to='people.organization')),
                ('paid_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reading', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pay_lines', to='evaluation.reading')),
            ],
            options={
                'ordering': ['accrued_at', 'pk'],
                'indexes': [models.Index(fields=['organization', 'paid_at'], name='pay_of_an_organization'), models.Index(fields=['evaluator', 'accrued_at'], name='pay_of_an_evaluator')],
                'constraints': [models.UniqueConstraint(fields=('about',), name='work_is_paid_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['first', 'double', 'adjudication', 'seed', 'calibration', 'recusal', 'incomplete'])), name='pay_is_for_a_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('paid_at', None), ('paid_by', None)), models.Q(('paid_at__isnull', False), ('paid_by__isnull', False)), _connector='OR'), name='a_payment_says_who_paid')],
            },
        ),
        migrations.CreateModel(
            name='Moment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('at_seconds', models.FloatField(null=True)),
                ('page', models.PositiveSmallIntegerField(null=True)),
                ('kind', models.CharField(choices=[('strength', 'Strength'), ('question', 'Question'), ('next', 'Next step')], max_length=10)),
                ('text', models.TextField()),
                ('said_at', models.DateTimeField()),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moments', to='evidence.roundpiece')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moments', to='evaluation.reading')),
            ],
            options={
                'ordering': ['piece', 'at_seconds', 'page', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('at_seconds', None), ('at_seconds__gte', 0), _connector='OR'), name='a_moment_is_not_before_the_start'), models.CheckConstraint(condition=models.Q(('page', None), models.Q(('at_seconds', None), ('page__gte', 1)), _connector='OR'), name='a_moment_is_a_time_or_a_page')],
            },
        ),
        migrations.CreateModel(
            name='Incomplete',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('lacks', models.JSONField(default=list)),
                ('parts', models.JSONField(default=list, help_text='Keys of the parts of the evidence that it is about.')),
                ('words', models.TextField()),
                ('returned_at', models.DateTimeField()),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='incomplete', to='evidence.round')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluation.reading')),
            ],
        ),
        migrations.CreateModel(
            name='HarmReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('words', models.TextField()),
                ('reported_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('finding', models.TextField(blank=True, help_text="What was done, in the contact's words.")),
                ('read_on', models.BooleanField(default=False, help_text='Whether evaluators read the work again.')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='harm_reports', to='people.organization')),
                ('reporter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.round')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='harm_reports', to='evaluation.reading')),
            ],
            options={
                'ordering': ['-reported_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('reading',), name='a_reading_has_one_open_report'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_report_says_what_was_seen'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None), ('finding', ''), ('read_on', False)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), models.Q(('finding', ''), _negated=True)), _connector='OR'), name='a_closed_report_says_who_closed_it_and_why')],
            },
        ),
        migrations.CreateModel(
            name='EditLease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('window', models.UUIDField(null=True)),
                ('since', models.DateTimeField(null=True)),
                ('until', models.DateTimeField(null=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('reading', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='edit_lease', to='evaluation.reading')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('since', None), ('until', None), ('window', None)), models.Q(('since__isnull', False), ('until__gt', models.F('since')), ('until__isnull', False), ('window__isnull', False)), _connector='OR'), name='a_window_edits_for_a_time')],
            },
        ),
        migrations.CreateModel(
            name='BackRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('drawn_at', models.DateTimeField()),
                ('finding', models.CharField(blank=True, choices=[('model', 'Others can learn from it'), ('sound', 'The earner knows what to do next'), ('vague', 'It should point to the evidence and name the next step')], max_length=10)),
                ('note', models.TextField(blank=True, help_text='Words to the evaluator.')),
                ('read_at', models.DateTimeField(null=True)),
                ('read_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reading', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='back_read', to='evaluation.reading')),
            ],
            options={
                'ordering': ['drawn_at', 'public_id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('finding', ''), ('note', ''), ('read_at', None)), models.Q(('finding__in', ['model', 'sound', 'vague']), ('read_at__isnull', False)), _connector='OR'), name='feedback_that_was_looked_at_has_a_finding'), models.CheckConstraint(condition=models.Q(models.Q(('finding', 'vague'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='who_asks_for_better_feedback_says_how')],
            },
        ),
        migrations.CreateModel(
            name='SafeguardingContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='safeguarding', to='people.organization')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('organization', 'person'), name='a_safeguarding_contact_is_named_once'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='a_contact_ends_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='Expertise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('subject', 'Subject'), ('grade', 'Grade band')], max_length=10)),
                ('value', models.CharField(max_length=60)),
                ('declared_at', models.DateTimeField()),
                ('evaluator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='expertise', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['evaluator', 'kind', 'value'],
                'constraints': [models.UniqueConstraint(fields=('evaluator', 'kind', 'value'), name='an_expertise_is_declared_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['subject', 'grade'])), name='an_expertise_is_of_a_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='CriterionOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('met', models.BooleanField()),
                ('carried', models.BooleanField(default=False)),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.criterion')),
                ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.level')),
                ('outcome', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='evaluation.outcome')),
            ],
            options={
                'ordering': ['outcome', 'criterion__position'],
                'constraints': [models.UniqueConstraint(fields=('outcome', 'criterion'), name='one_outcome_a_criterion_and_round'), models.CheckConstraint(condition=models.Q(('carried', False), ('met', True), _connector='OR'), name='only_met_criteria_are_carried')],
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('words', models.TextField(help_text='Why she appeals, for the lead alone.')),
                ('asked_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('raised', models.BooleanField(null=True)),
                ('outcome', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='appeal', to='evaluation.outcome')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('raised', None)), models.Q(('decided_at__gte', models.F('asked_at')), ('decided_at__isnull', False), ('raised__isnull', False)), _connector='OR'), name='a_decided_appeal_says_what_came_of_it')],
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='people.organization')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partner_of', to='people.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('organization', 'partner'), name='a_partner_is_named_once'), models.CheckConstraint(condition=models.Q(('organization', models.F('partner')), _negated=True), name='no_organization_is_its_own_partner')],
            },
        ),
        migrations.CreateModel(
            name='PayRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('first', 'A reading'), ('double', 'A second reading of the same work'), ('adjudication', 'A reading that decides between two'), ('seed', 'A reading that checks the scale'), ('calibration', 'A calibration'), ('recusal', 'Stepping back after recognizing somebody'), ('incomplete', 'Sending back work that is incomplete')], max_length=12)),
                ('since', models.DateField()),
                ('cents', models.PositiveIntegerField()),
                ('currency', models.CharField(default='USD', max_length=3)),
                ('set_at', models.DateTimeField()),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pay_rates', to='people.organization')),
            ],
            options={
                'ordering': ['organization', 'kind', '-since'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'kind', 'since'), name='one_rate_a_kind_and_day'), models.CheckConstraint(condition=models.Q(('kind__in', ['first', 'double', 'adjudication', 'seed', 'calibration', 'recusal', 'incomplete'])), name='a_rate_is_for_a_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='Phrase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('criterion_key', models.CharField(max_length=60)),
                ('text', models.CharField(max_length=400)),
                ('used', models.PositiveIntegerField(default=0)),
                ('kept_at', models.DateTimeField()),
                ('micro_credential', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.microcredential')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phrases', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-used', '-kept_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('person', 'micro_credential', 'criterion_key', 'text'), name='a_phrase_is_kept_once_a_criterion'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_phrase_has_words')],
            },
        ),
        migrations.CreateModel(
            name='Raising',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was_rank', models.PositiveSmallIntegerField()),
                ('now_rank', models.PositiveSmallIntegerField()),
                ('why', models.CharField(choices=[('appeal', 'on appeal'), ('reread', 'by a re-reading')], max_length=12)),
                ('at', models.DateTimeField()),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.criterion')),
                ('now', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.level')),
                ('outcome', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='raisings', to='evaluation.outcome')),
                ('was', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.level')),
            ],
            options={
                'ordering': ['outcome', 'at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('now_rank__gt', models.F('was_rank'))), name='a_result_is_never_lowered'), models.CheckConstraint(condition=models.Q(('why__in', ['appeal', 'reread'])), name='a_result_is_raised_for_a_known_reason')],
            },
        ),
        migrations.AddField(
            model_name='question',
            name='reading',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='question', to='evaluation.reading'),
        ),
    ]
