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
            name='StandardSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key', models.SlugField(max_length=80)),
                ('version', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('standards', models.JSONField(help_text='A list of standards, as in the default set.')),
                ('made_at', models.DateTimeField()),
                ('based_on', models.ForeignKey(help_text="The set of Cairn's that an organization's own was last brought up to.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gating.standardset')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='standard_sets', to='people.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('key', 'version'), name='versions_of_a_standard_set_differ')],
            },
        ),
        migrations.CreateModel(
            name='StandardsDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('standards', models.JSONField(help_text='A list of standards; a new one may be unfinished.')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('touched', models.JSONField(default=dict)),
                ('earlier', models.JSONField(default=list)),
                ('later', models.JSONField(default=list)),
                ('saved_at', models.DateTimeField()),
                ('organization', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='standards_draft', to='people.organization')),
                ('saved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('based_on', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gating.standardset')),
            ],
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(default='answering', max_length=20)),
                ('revision', models.PositiveIntegerField(default=0, help_text="Grows whenever an author's answers change, through all reviews.")),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('document', models.JSONField(help_text='What was handed in; an autosave must not change it.', null=True)),
                ('message', models.TextField(blank=True)),
                ('asked_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('note', models.TextField(blank=True, help_text='What the reviewer says with the decision.')),
                ('begun_at', models.DateTimeField()),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('micro_credential', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='catalog.microcredential')),
                ('standard_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='gating.standardset')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('micro_credential', 'number'), name='review_numbers_differ'), models.UniqueConstraint(condition=models.Q(('state__in', ('answering', 'asked'))), fields=('micro_credential',), name='one_review_of_a_micro_credential_at_a_time'), models.CheckConstraint(condition=models.Q(('state__in', ('answering', 'asked', 'returned', 'cleared'))), name='review_state_is_known'), models.CheckConstraint(condition=models.Q(('state', 'answering'), models.Q(('asked_at__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='a_review_that_is_asked_for_is_pinned'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', False), ('state__in', ('returned', 'cleared'))), models.Q(models.Q(('state__in', ('returned', 'cleared')), _negated=True), ('decided_at', None)), _connector='OR'), name='a_decided_review_has_its_time')],
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=500)),
                ('state', models.CharField(choices=[('ok', 'Answers'), ('moved', 'Moved'), ('gone', 'Gone'), ('unreachable', 'Not reached'), ('unchecked', 'Not checked')], max_length=20)),
                ('why', models.CharField(blank=True, max_length=40)),
                ('to', models.CharField(blank=True, max_length=500)),
                ('looked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('micro_credential', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='catalog.microcredential')),
            ],
            options={
                'ordering': ['micro_credential', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('micro_credential', 'address'), name='an_address_is_noted_once_for_a_micro_credential'), models.CheckConstraint(condition=models.Q(('state__in', ['ok', 'moved', 'gone', 'unreachable', 'unchecked'])), name='a_link_is_in_a_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['ok', 'moved']), _negated=True), ('answered_at__isnull', False), _connector='OR'), name='a_link_that_answers_has_answered')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('standard', models.SlugField(max_length=60)),
                ('side', models.CharField(choices=[('author', 'Author'), ('reviewer', 'Independent reviewer')], max_length=10)),
                ('answer', models.CharField(blank=True, choices=[('met', 'Met'), ('not_met', 'Not yet'), ('not_applicable', 'Does not apply')], max_length=20)),
                ('evidence', models.TextField(blank=True)),
                ('over', models.CharField(max_length=64)),
                ('answered_at', models.DateTimeField()),
                ('revision', models.PositiveIntegerField(default=1, help_text='Grows with every change of the answer.')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='gating.review')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('side', 'reviewer')), fields=('review', 'standard', 'answered_by'), name='a_reviewer_answers_a_standard_once'), models.UniqueConstraint(condition=models.Q(('side', 'author')), fields=('review', 'standard'), name='authors_answer_a_standard_once'), models.CheckConstraint(condition=models.Q(('side__in', ['author', 'reviewer'])), name='a_standard_is_answered_from_a_known_side'), models.CheckConstraint(condition=models.Q(('answer__in', ['', 'met', 'not_met', 'not_applicable'])), name='an_answer_is_one_of_three_or_open')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='gating.review')),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'reviewer'), name='a_reviewer_is_asked_once_for_a_review')],
            },
        ),
    ]
