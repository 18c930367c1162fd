import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('issuing', '0001_initial'),
        ('people', '0001_initial'),
        ('stacks', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('note', models.TextField(blank=True)),
                ('title', models.CharField(max_length=200)),
                ('issuer', models.CharField(max_length=200)),
                ('earned_on', models.DateField()),
                ('hours', models.CharField(blank=True, max_length=40)),
                ('credential', models.TextField()),
                ('shared_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('filed_at', models.DateTimeField(null=True)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='filings', to='issuing.award')),
                ('earner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='filings', to=settings.AUTH_USER_MODEL)),
                ('filed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='filings', to='people.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('organization', 'award'), name='a_badge_is_shared_once_with_one'), models.CheckConstraint(condition=models.Q(models.Q(('filed_at', None), ('filed_by', None)), models.Q(('filed_at__isnull', False), ('filed_by__isnull', False)), _connector='OR'), name='a_filing_says_who_and_when'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), ('filed_at', None), _connector='OR'), name='what_is_filed_is_not_withdrawn'), models.CheckConstraint(condition=models.Q(('filed_at', None), ('filed_at__gte', models.F('shared_at')), _connector='OR'), name='a_badge_is_filed_after_it_was_shared')],
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('valid', 'Valid'), ('not_confirmed', 'Not confirmed'), ('expired', 'Expired'), ('revoked', 'Revoked'), ('suspended', 'On hold'), ('not_yet_valid', 'Not in force yet'), ('invalid', 'Not valid'), ('unknown', 'Could not be checked')], max_length=16)),
                ('sentence', models.TextField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verifications', to='recognition.filing')),
            ],
            options={
                'ordering': ['filing', '-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Applied',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('policy', models.CharField(max_length=120)),
                ('version', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('recognizer', models.CharField(max_length=200)),
                ('counted', models.BooleanField()),
                ('numerator', models.IntegerField(default=0)),
                ('denominator', models.PositiveIntegerField(default=1)),
                ('unit', models.CharField(max_length=60)),
                ('because', models.TextField()),
                ('source', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField()),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='applied', to='issuing.award')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('award', 'policy'), name='a_policy_is_applied_to_an_award_once'), models.CheckConstraint(condition=models.Q(('denominator__gt', 0)), name='an_amount_is_a_fraction'), models.CheckConstraint(condition=models.Q(('counted', True), ('numerator', 0), _connector='OR'), name='what_does_not_count_is_nothing')],
            },
        ),
        migrations.CreateModel(
            name='CreditClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(default='asked', max_length=12)),
                ('note', models.TextField(blank=True)),
                ('asked_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True, help_text='Why it was refused, in words for the earner.')),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='issuing.award')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='stacks.creditoffer')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('award', 'offer'), name='credit_is_asked_for_once'), models.CheckConstraint(condition=models.Q(('state__in', ('asked', 'confirmed', 'refused', 'taken_back'))), name='claim_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_refused_claim_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['confirmed', 'refused']), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='a_decided_claim_says_who_and_when')],
            },
        ),
    ]
