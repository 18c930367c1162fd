import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from cairn.domain.finding.texts import TABLE, text_index


def install(apps, editor):
    text_index().install()


def remove(apps, editor):
    editor.execute(f"DROP TABLE IF EXISTS {TABLE}")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalog', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Belonging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=150)),
                ('stack', models.CharField(max_length=150)),
                ('title', models.CharField(help_text="The stack's.", max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('part', 'stack'), name='a_part_belongs_to_a_stack_once')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('micro_credential', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='entry', serialize=False, to='catalog.microcredential')),
                ('title', models.CharField(max_length=200)),
                ('title_key', models.CharField(help_text='The folded title, to sort by.', max_length=400)),
                ('words', models.JSONField(help_text='The folded words of each place, as one text each.')),
                ('facets', models.JSONField(help_text='Facet to its values with their labels.')),
                ('hours', models.PositiveIntegerField()),
                ('earned', models.PositiveIntegerField(default=0)),
                ('published_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(models.F('title_key'), models.F('micro_credential'), name='entry_by_title'), models.Index(models.OrderBy(models.F('earned'), descending=True), models.F('title_key'), models.F('micro_credential'), name='entry_by_earned'), models.Index(models.F('hours'), models.F('title_key'), models.F('micro_credential'), name='entry_by_hours'), models.Index(models.OrderBy(models.F('published_at'), descending=True), models.F('title_key'), models.F('micro_credential'), name='entry_by_age')],
            },
        ),
        migrations.CreateModel(
            name='Holding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facet', models.CharField(max_length=20)),
                ('value', models.CharField(max_length=150)),
                ('label', models.CharField(max_length=200)),
                ('keys', models.BinaryField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('facet', 'value'), name='a_value_is_held_once_in_its_facet')],
            },
        ),
        migrations.CreateModel(
            name='Index',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.UUIDField(default=uuid.uuid4)),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='there_is_one_index')],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=60)),
                ('place', models.CharField(max_length=20)),
                ('keys', models.BinaryField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('word', 'place'), name='a_common_word_is_held_once_at_a_place')],
            },
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=60, unique=True)),
                ('entries', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('entries__gte', 1)), name='a_known_word_stands_somewhere')],
            },
        ),
        migrations.CreateModel(
            name='SavedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('question', models.CharField(max_length=1500)),
                ('saved_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_searches', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('person', 'name'), name='a_persons_saved_searches_have_names_of_their_own'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_saved_search_has_a_name')],
            },
        ),
        migrations.RunPython(install, remove),
    ]
