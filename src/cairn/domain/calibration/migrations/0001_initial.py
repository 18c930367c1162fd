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
            name='Anchor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('use', models.CharField(choices=[('practice', 'Practice'), ('certification', 'Certification'), ('seed', 'Seed'), ('example', 'Published example')], max_length=14)),
                ('state', models.CharField(default='rating', max_length=12)),
                ('chosen_at', models.DateTimeField()),
                ('agreed_at', models.DateTimeField(null=True)),
                ('burnt_at', models.DateTimeField(null=True)),
                ('burnt_because', models.CharField(blank=True, max_length=300)),
                ('chosen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='anchors', to='catalog.edition')),
                ('round', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='anchor', to='evidence.round')),
            ],
            options={
                'ordering': ['-chosen_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('rating', 'agreed', 'burnt'))), name='anchor_state_is_known'), models.CheckConstraint(condition=models.Q(('use__in', ['practice', 'certification', 'seed', 'example'])), name='an_anchor_has_one_known_use'), models.CheckConstraint(condition=models.Q(('state', 'burnt'), ('round__isnull', False), _connector='OR'), name='an_anchor_without_evidence_is_burnt'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'burnt'), _negated=True), models.Q(('burnt_at__isnull', False), models.Q(('burnt_because', ''), _negated=True)), _connector='OR'), name='a_burnt_anchor_says_when_and_why'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'agreed'), _negated=True), ('agreed_at__isnull', False), _connector='OR'), name='an_agreed_anchor_has_its_time')],
            },
        ),
        migrations.CreateModel(
            name='Declaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('made_at', models.DateTimeField()),
                ('holds_until', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['person', '-made_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('holds_until__gt', models.F('made_at'))), name='a_declaration_holds_for_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Conflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school', models.CharField(blank=True, max_length=120)),
                ('organization', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organization')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('declaration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conflicts', to='calibration.declaration')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('organization', None), ('person__isnull', False), ('school', '')), models.Q(('organization__isnull', False), ('person', None), ('school', '')), models.Q(('organization', None), ('person', None), models.Q(('school', ''), _negated=True)), _connector='OR'), name='a_conflict_names_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='DriftChart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('upper', models.JSONField(help_text='The sum toward leniency.')),
                ('lower', models.JSONField(help_text='The sum toward severity.')),
                ('sounded', models.PositiveIntegerField(help_text='The place of the alarm that stands, from 0.', null=True)),
                ('enough', models.BooleanField(default=False, help_text='Whether there are readings enough to tell anything.')),
                ('made_at', models.DateTimeField()),
                ('evaluator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drift_charts', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drift_charts', to='people.organization')),
            ],
            options={
                'ordering': ['organization', 'evaluator'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'evaluator'), name='an_evaluator_has_one_chart_of_drift')],
            },
        ),
        migrations.CreateModel(
            name='KeyLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rationale', models.TextField()),
                ('anchor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='key', to='calibration.anchor')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.criterion')),
                ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.level')),
            ],
            options={
                'ordering': ['anchor', 'criterion__position'],
                'constraints': [models.UniqueConstraint(fields=('anchor', 'criterion'), name='one_agreed_level_a_criterion_and_anchor'), models.CheckConstraint(condition=models.Q(('rationale', ''), _negated=True), name='an_agreed_level_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Pool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('scale', models.CharField(help_text='Level keys, lowest first; a star before the pass level.', max_length=220)),
                ('names', models.JSONField(help_text='What the levels are called, lowest first.')),
                ('settings', models.JSONField(default=dict, help_text='What departs from the default rules of calibration.')),
                ('opened_at', models.DateTimeField()),
                ('gate_since', models.DateTimeField(null=True)),
                ('badge', models.ForeignKey(help_text='What certified evaluators are awarded, for as long as their certification holds.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certifies', to='catalog.microcredential')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pools', to='people.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organization', 'scale'), name='a_scale_is_one_pool_of_an_organization')],
            },
        ),
        migrations.CreateModel(
            name='Qualification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(default='earned', max_length=12)),
                ('begun_at', models.DateTimeField()),
                ('moved_at', models.DateTimeField()),
                ('passed_at', models.DateTimeField(help_text='When she last passed the gate.', null=True)),
                ('valid_until', models.DateTimeField(null=True)),
                ('again_from', models.DateTimeField(help_text='When she may try the gate again after cooling off.', null=True)),
                ('reads', models.PositiveIntegerField(default=0)),
                ('read_at', models.DateTimeField(null=True)),
                ('seed_in', models.PositiveIntegerField(default=0)),
                ('reason', models.TextField(blank=True, help_text='Why it lapsed or was suspended, in words for her.')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='qualifications', to=settings.AUTH_USER_MODEL)),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='qualifications', to='calibration.pool')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('earned', 'invited', 'declared', 'trained', 'cooling_off', 'probation', 'certified', 'lead', 'lapsed', 'suspended', 'left'))), name='qualification_state_is_known'), models.UniqueConstraint(fields=('person', 'pool'), name='one_qualification_a_person_and_pool'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('probation', 'certified', 'lead')), _negated=True), models.Q(('passed_at__isnull', False), ('valid_until__gt', models.F('passed_at'))), _connector='OR'), name='who_may_read_has_passed_the_gate_for_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cooling_off'), _negated=True), ('again_from__isnull', False), _connector='OR'), name='cooling_off_has_an_end'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['lapsed', 'suspended']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_lost_qualification_says_why')],
            },
        ),
        migrations.CreateModel(
            name='LessonDone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lesson', models.SlugField(max_length=40)),
                ('done_at', models.DateTimeField()),
                ('qualification', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lessons', to='calibration.qualification')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('qualification', 'lesson'), name='a_lesson_is_finished_once')],
            },
        ),
        migrations.CreateModel(
            name='Gate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('as_expert', models.BooleanField(default=False)),
                ('begun_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('passed', models.BooleanField(null=True)),
                ('judgments', models.PositiveSmallIntegerField(default=0)),
                ('exact', models.PositiveSmallIntegerField(default=0)),
                ('wide', models.PositiveSmallIntegerField(default=0)),
                ('anchors', models.PositiveSmallIntegerField(default=0)),
                ('awards', models.PositiveSmallIntegerField(default=0)),
                ('advice', models.JSONField(default=list, help_text='What to practice, in sentences.')),
                ('qualification', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gates', to='calibration.qualification')),
            ],
            options={
                'ordering': ['qualification', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('qualification',), name='one_gate_is_taken_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('passed', None)), models.Q(('ended_at__isnull', False), ('passed__isnull', False)), _connector='OR'), name='a_gate_that_ended_has_its_result'), models.CheckConstraint(condition=models.Q(('awards__lte', models.F('anchors')), ('exact__lte', models.F('judgments')), ('wide__lte', models.F('judgments'))), name='a_gate_counts_no_more_than_there_was')],
            },
        ),
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('said', models.TextField()),
                ('said_at', models.DateTimeField()),
                ('reply', models.TextField(blank=True)),
                ('replied_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('dropped', 'Nothing follows'), ('suspended', 'Suspended')], max_length=12)),
                ('decided_at', models.DateTimeField(null=True)),
                ('note', models.TextField(blank=True)),
                ('said_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('qualification', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='concerns', to='calibration.qualification')),
            ],
            options={
                'ordering': ['qualification', '-said_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', '')), fields=('qualification',), name='one_concern_is_open_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='a_decided_concern_has_its_time')],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('purpose', models.CharField(choices=[('expert', 'As an expert'), ('practice', 'Practice'), ('gate', 'Gate'), ('seed', 'Seed')], max_length=10)),
                ('begun_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('anchor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='calibration.anchor')),
                ('gate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='calibration.gate')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calibration_sheets', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['begun_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('anchor', 'person'), name='she_meets_an_anchor_once'), models.CheckConstraint(condition=models.Q(models.Q(('gate__isnull', False), ('purpose', 'gate')), models.Q(models.Q(('purpose', 'gate'), _negated=True), ('gate', None)), _connector='OR'), name='only_sheets_of_the_gate_belong_to_one'), models.CheckConstraint(condition=models.Q(('sent_at', None), ('sent_at__gte', models.F('begun_at')), _connector='OR'), name='a_sheet_is_sent_after_it_is_begun')],
            },
        ),
        migrations.CreateModel(
            name='SheetRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('feedback', models.TextField(blank=True)),
                ('saved_at', models.DateTimeField()),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.criterion')),
                ('level', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.level')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='calibration.sheet')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sheet', 'criterion'), name='one_rating_a_criterion_and_sheet')],
            },
        ),
        migrations.CreateModel(
            name='Signal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('shift', models.IntegerField()),
                ('monitored', models.PositiveIntegerField()),
                ('changed_at', models.DateTimeField()),
                ('raised_at', models.DateTimeField()),
                ('coaching', models.TextField(blank=True, help_text='What a lead wrote to her.')),
                ('coached_at', models.DateTimeField(null=True)),
                ('reread_at', models.DateTimeField(help_text='When what she denied was given to others.', null=True)),
                ('outcome', models.CharField(blank=True, choices=[('steady', 'She reads steadily again'), ('explained', 'Something else explains it'), ('coached', 'Settled by coaching'), ('suspended', 'She was suspended')], max_length=12)),
                ('note', models.TextField(blank=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('coached_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evaluator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signals', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signals', to='people.organization')),
                ('reread_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-raised_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', '')), fields=('organization', 'evaluator'), name='an_evaluator_has_one_open_signal'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='a_closed_signal_says_what_came_of_it'), models.CheckConstraint(condition=models.Q(('changed_at__lte', models.F('raised_at'))), name='a_signal_follows_the_change'), models.CheckConstraint(condition=models.Q(models.Q(('coached_at', None), ('coaching', '')), models.Q(models.Q(('coaching', ''), _negated=True), ('coached_at__isnull', False)), _connector='OR'), name='coaching_has_words_and_a_time'), models.CheckConstraint(condition=models.Q(('shift', 0), _negated=True), name='a_signal_points_one_way')],
            },
        ),
        migrations.CreateModel(
            name='TrainingUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('given_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('attempt', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='training_use', to='evidence.attempt')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('withdrawn_at', None), ('withdrawn_at__gte', models.F('given_at')), _connector='OR'), name='a_training_use_is_withdrawn_after_it_was_given')],
            },
        ),
        migrations.AddField(
            model_name='anchor',
            name='pool',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='anchors', to='calibration.pool'),
        ),
    ]
