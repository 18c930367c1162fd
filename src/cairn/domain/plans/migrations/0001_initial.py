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
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('about', models.TextField(blank=True)),
                ('lowest_cents', models.PositiveIntegerField(help_text='The least that a course adds to a salary.')),
                ('highest_cents', models.PositiveIntegerField(help_text='The most that a course adds to a salary.')),
                ('quorum', models.PositiveSmallIntegerField(help_text='How many of the panel must vote.')),
                ('majority', models.PositiveSmallIntegerField(help_text='Percent of the votes that yes must be more than.')),
                ('set_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='people.organization')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('lowest_cents__lte', models.F('highest_cents'))), name='a_goal_bounds_its_price'), models.CheckConstraint(condition=models.Q(('quorum__gte', 1)), name='a_panel_decides_by_a_vote'), models.CheckConstraint(condition=models.Q(('majority__gte', 50), ('majority__lt', 100)), name='a_majority_is_at_least_half')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('competency', models.TextField(blank=True)),
                ('activities', models.TextField(blank=True, help_text='What the group will do.')),
                ('evidence', models.TextField(blank=True, help_text='What each of them will bring.')),
                ('rubric', models.TextField(blank=True, help_text='How one will see that it is met.')),
                ('hours', models.PositiveSmallIntegerField(null=True)),
                ('state', models.CharField(default='draft', max_length=20)),
                ('round', models.PositiveSmallIntegerField(default=0)),
                ('hearing', models.UUIDField(default=uuid.uuid4, help_text='Names the present round, in letters.', unique=True)),
                ('lowest_cents', models.PositiveIntegerField(default=0)),
                ('highest_cents', models.PositiveIntegerField(default=0)),
                ('price_cents', models.PositiveIntegerField(null=True)),
                ('begun_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('begun_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='plans.goal')),
                ('micro_credential', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.microcredential')),
            ],
            options={
                'ordering': ['-begun_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'submitted', 'in_vote', 'changes_asked', 'accepted', 'declined', 'became', 'withdrawn'))), name='proposal_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('in_vote', 'accepted', 'became')), _negated=True), ('price_cents__isnull', False), _connector='OR'), name='a_price_is_set_before_the_vote'), models.CheckConstraint(condition=models.Q(('price_cents', None), models.Q(('price_cents__gte', models.F('lowest_cents')), ('price_cents__lte', models.F('highest_cents'))), _connector='OR'), name='a_price_stays_within_its_bounds'), models.CheckConstraint(condition=models.Q(models.Q(('micro_credential__isnull', False), ('state', 'became')), models.Q(models.Q(('state', 'became'), _negated=True), ('micro_credential', None)), _connector='OR'), name='what_became_a_micro_credential_names_it'), models.UniqueConstraint(fields=('micro_credential',), name='a_micro_credential_comes_from_one_proposal')],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('joined_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='plans.proposal')),
            ],
            options={
                'ordering': ['joined_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('proposal', 'person'), name='a_person_is_in_a_group_once')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='plans.goal')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats_on_panels', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('goal', 'person'), name='a_person_sits_once_on_a_panel')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('answer', models.CharField(choices=[('yes', 'Yes'), ('changes', 'Yes, with changes'), ('no', 'No')], max_length=10)),
                ('reason', models.TextField()),
                ('cast_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='plans.proposal')),
            ],
            options={
                'ordering': ['cast_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('proposal', 'round', 'person'), name='a_panelist_votes_once_a_round'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_vote_says_why'), models.CheckConstraint(condition=models.Q(('answer__in', ['yes', 'changes', 'no'])), name='a_vote_is_yes_no_or_changes')],
            },
        ),
    ]
