import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AlignedTo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.UUIDField()),
                ('micro_credential', models.UUIDField()),
                ('title', models.CharField(max_length=200)),
                ('organization', models.CharField(max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('identifier', 'micro_credential'), name='a_micro_credential_aligns_to_an_item_once')],
            },
        ),
        migrations.CreateModel(
            name='Framework',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.UUIDField(editable=False, unique=True)),
                ('title', models.TextField()),
                ('case_version', models.CharField(max_length=10)),
                ('creator', models.TextField(blank=True)),
                ('publisher', models.TextField(blank=True)),
                ('description', models.TextField(blank=True)),
                ('version', models.TextField(blank=True)),
                ('status', models.TextField(blank=True, help_text="The publisher's adoption status, such as Adopted.")),
                ('status_start', models.DateField(null=True)),
                ('status_end', models.DateField(null=True)),
                ('language', models.TextField(blank=True)),
                ('subjects', models.JSONField(default=list)),
                ('uri', models.TextField(blank=True)),
                ('source', models.TextField(blank=True, help_text='The official address of the framework.')),
                ('license', models.TextField(blank=True, help_text='The address of the license.')),
                ('notes', models.TextField(blank=True)),
                ('last_changed', models.DateTimeField(null=True)),
                ('digest', models.CharField(help_text='SHA-256 of the file that was imported last.', max_length=64)),
                ('report', models.JSONField(default=dict, help_text='What the last import found and did.')),
                ('imported_at', models.DateTimeField()),
                ('imported_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='frameworks', to='people.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.UUIDField(editable=False)),
                ('code', models.TextField(blank=True, help_text='The human coding scheme, such as TC.2.b.')),
                ('statement', models.TextField()),
                ('abbreviated', models.TextField(blank=True)),
                ('label', models.TextField(blank=True)),
                ('kind', models.TextField(blank=True)),
                ('enumeration', models.TextField(blank=True)),
                ('levels', models.JSONField(default=list, help_text='Education levels, such as KG or 08.')),
                ('subjects', models.JSONField(default=list)),
                ('keywords', models.JSONField(default=list)),
                ('language', models.TextField(blank=True)),
                ('notes', models.TextField(blank=True)),
                ('uri', models.TextField(blank=True)),
                ('license', models.TextField(blank=True)),
                ('status_start', models.DateField(null=True)),
                ('status_end', models.DateField(null=True)),
                ('last_changed', models.DateTimeField(null=True)),
                ('words', models.TextField(help_text='What a search looks through, in small letters.')),
                ('digest', models.CharField(help_text='Tells whether an import changed it.', max_length=64)),
                ('retired_at', models.DateTimeField(help_text='When an import no longer held it.', null=True)),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='frameworks.framework')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('identifier',), name='an_item_belongs_to_one_framework')],
            },
        ),
        migrations.CreateModel(
            name='Association',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.UUIDField(editable=False)),
                ('kind', models.CharField(help_text='Such as isChildOf or exactMatchOf.', max_length=120)),
                ('sequence', models.BigIntegerField(null=True)),
                ('notes', models.TextField(blank=True)),
                ('origin_title', models.TextField(blank=True)),
                ('origin_uri', models.TextField(blank=True)),
                ('destination_title', models.TextField(blank=True)),
                ('destination_uri', models.TextField(blank=True)),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='associations', to='frameworks.framework')),
                ('destination', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='associations_to', to='frameworks.item')),
                ('origin', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='associations_from', to='frameworks.item')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('framework', 'identifier'), name='an_association_is_kept_once_in_a_framework')],
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='frameworks.framework')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='frameworks.item')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='below', to='frameworks.item')),
            ],
            options={
                'ordering': ['position'],
                'indexes': [models.Index(fields=['framework', 'parent', 'position'], name='places_in_order')],
                'constraints': [models.UniqueConstraint(fields=('item', 'parent'), name='an_item_stands_once_below_another'), models.UniqueConstraint(condition=models.Q(('parent', None)), fields=('item',), name='an_item_stands_once_at_the_top'), models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('parent', models.F('item')), _negated=True), _connector='OR'), name='no_item_stands_below_itself'), models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='places_count_from_one')],
            },
        ),
    ]
