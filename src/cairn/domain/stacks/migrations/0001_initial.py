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
            name='Stack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key', models.SlugField(max_length=80)),
                ('title', models.CharField(max_length=200)),
                ('state', models.CharField(default='draft', max_length=20)),
                ('document', models.JSONField(help_text='The draft that authors are writing.')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('earned', models.PositiveIntegerField(default=0, help_text='Awards so far, counted when each is issued.')),
                ('begun_at', models.DateTimeField()),
                ('saved_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_because', models.CharField(blank=True, max_length=600)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stacks', to='people.organization')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='personal_stacks', to=settings.AUTH_USER_MODEL)),
                ('partner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agreed_stacks', to=settings.AUTH_USER_MODEL)),
                ('saved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organization', 'key'), name='a_stack_key_is_used_once_in_an_organization'), models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'in_development', 'in_review', 'offered', 'retired', 'withdrawn', 'ended'))), name='stack_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('withdrawn', 'ended')), _negated=True), ('owner__isnull', False), _connector='OR'), name='only_a_personal_stack_ends'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ('withdrawn', 'ended')), models.Q(('ended_because', ''), _negated=True)), models.Q(('ended_at', None), ('ended_because', ''), models.Q(('state__in', ('withdrawn', 'ended')), _negated=True)), _connector='OR'), name='what_has_ended_says_when_and_why'), models.CheckConstraint(condition=models.Q(models.Q(('owner', None), ('partner', None)), models.Q(models.Q(('owner', models.F('partner')), _negated=True), ('partner__isnull', False)), _connector='OR'), name='a_personal_stack_is_agreed_between_two')],
            },
        ),
        migrations.CreateModel(
            name='StackEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField(help_text='The document as canonical JSON.')),
                ('digest', models.CharField(max_length=64)),
                ('title', models.CharField(max_length=200)),
                ('published_at', models.DateTimeField()),
                ('document', models.JSONField(help_text='The same document, parsed, for reading.')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('stack', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='stacks.stack')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('stack', 'number'), name='stack_edition_numbers_differ'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='stack_editions_count_from_one')],
            },
        ),
        migrations.CreateModel(
            name='CreditOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('part', models.CharField(blank=True, max_length=150)),
                ('offered_by', models.CharField(max_length=200)),
                ('course', models.CharField(max_length=200)),
                ('numerator', models.PositiveIntegerField()),
                ('denominator', models.PositiveIntegerField()),
                ('cents', models.PositiveIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('window_days', models.PositiveIntegerField(help_text='Days to enroll, from the day of completion.', null=True)),
                ('note', models.TextField(blank=True)),
                ('source', models.TextField(blank=True)),
                ('organization', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credit_offers', to='people.organization')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='stacks.stackedition')),
            ],
            options={
                'ordering': ['edition', 'position'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'position'), name='offers_of_an_edition_have_an_order'), models.CheckConstraint(condition=models.Q(('denominator__gt', 0), ('numerator__gt', 0)), name='credits_are_a_fraction')],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='stacks.stackedition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('edition', 'person'), name='one_agrees_to_an_edition_once')],
            },
        ),
        migrations.CreateModel(
            name='StackPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('address', models.CharField(max_length=150)),
                ('position', models.PositiveSmallIntegerField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='stacks.stackedition')),
            ],
            options={
                'ordering': ['edition', 'position'],
                'indexes': [models.Index(fields=['kind', 'address'], name='stacks_that_hold_a_part')],
                'constraints': [models.UniqueConstraint(fields=('edition', 'kind', 'address'), name='an_edition_lists_a_part_once'), models.CheckConstraint(condition=models.Q(('kind__in', ('micro_credential', 'stack'))), name='a_part_is_of_a_known_kind')],
            },
        ),
        migrations.AddField(
            model_name='stack',
            name='edition',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='current_of', to='stacks.stackedition'),
        ),
        migrations.AddConstraint(
            model_name='stack',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'withdrawn')), ('edition__isnull', False), _connector='OR'), name='what_is_announced_has_an_edition'),
        ),
    ]
