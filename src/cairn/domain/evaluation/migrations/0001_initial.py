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
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('met', models.BooleanField()),
                ('concluded_at', models.DateTimeField()),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='outcome', to='evidence.round')),
            ],
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('place', models.PositiveSmallIntegerField()),
                ('adjudicates', models.BooleanField(default=False)),
                ('state', models.CharField(default='open', max_length=12)),
                ('opened_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('claimed_at', models.DateTimeField(null=True)),
                ('leased_until', models.DateTimeField(null=True)),
                ('concluded_at', models.DateTimeField(null=True)),
                ('summary', models.TextField(blank=True, help_text='Words to the earner about the whole.')),
                ('evaluator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='readings', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='people.organization')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='evidence.round')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'due_at'], name='readings_by_due_date')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('open', 'claimed', 'released', 'lapsed', 'concluded', 'canceled'))), name='reading_state_is_known'), models.UniqueConstraint(condition=models.Q(('state__in', ('open', 'claimed', 'concluded'))), fields=('round', 'place'), name='one_standing_reading_a_place'), models.UniqueConstraint(condition=models.Q(('state__in', ['claimed', 'concluded'])), fields=('round', 'evaluator'), name='an_evaluator_reads_a_round_once'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'canceled']), ('evaluator__isnull', False), _connector='OR'), name='only_unclaimed_readings_lack_an_evaluator'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'claimed'), _negated=True), ('leased_until__isnull', False), _connector='OR'), name='a_claim_has_a_lease'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'concluded'), _negated=True), ('concluded_at__isnull', False), _connector='OR'), name='a_concluded_reading_has_its_time')],
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
            name='Moment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('at_seconds', models.FloatField(null=True)),
                ('kind', models.CharField(choices=[('strength', 'Strength'), ('question', 'Question'), ('next', 'Next step')], max_length=10)),
                ('text', models.TextField()),
                ('said_at', models.DateTimeField()),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moments', to='evidence.roundpiece')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moments', to='evaluation.reading')),
            ],
            options={
                'ordering': ['piece', 'at_seconds', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('at_seconds', None), ('at_seconds__gte', 0), _connector='OR'), name='a_moment_is_not_before_the_start')],
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
    ]
