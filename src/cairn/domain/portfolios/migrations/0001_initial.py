

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('evidence', '0001_initial'),
        ('foreign', '0001_initial'),
        ('issuing', '0002_places_given'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Collection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=120)),
                ('words', models.TextField(blank=True, help_text='What she says about it, in Markdown.')),
                ('cover', models.CharField(choices=[('dawn', 'Dawn'), ('moss', 'Moss'), ('lake', 'Lake'), ('slate', 'Slate'), ('heather', 'Heather')], default='lake', max_length=8)),
                ('audience', models.CharField(choices=[('private', 'Only you'), ('link', 'Whoever has your link'), ('public', 'Everybody')], default='private', max_length=8)),
                ('named', models.BooleanField(default=False, help_text='Whether her name stands on it.')),
                ('made_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='collections', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-changed_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('award', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='issuing.award')),
                ('collection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='portfolios.collection')),
                ('foreign', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='foreign.foreignbadge')),
            ],
            options={
                'ordering': ['collection', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ShareLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('label', models.CharField(blank=True, help_text='For whom it is; she alone reads it.', max_length=120)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('collection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='portfolios.collection')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='share_links', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('count', models.PositiveIntegerField(default=1)),
                ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='openings', to='portfolios.sharelink')),
            ],
            options={
                'ordering': ['link', 'on'],
            },
        ),
        migrations.CreateModel(
            name='Showing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('private', 'Only you'), ('link', 'Whoever has your link'), ('public', 'Everybody')], default='private', max_length=8)),
                ('named', models.BooleanField(default=False, help_text='Whether her name stands on it.')),
                ('narrative', models.TextField(blank=True, help_text='What she says about it, in Markdown.')),
                ('place', models.PositiveSmallIntegerField(null=True)),
                ('changed_at', models.DateTimeField()),
                ('award', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='showing', to='issuing.award')),
                ('foreign', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='showing', to='foreign.foreignbadge')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='showings', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddField(
            model_name='sharelink',
            name='showing',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='portfolios.showing'),
        ),
        migrations.CreateModel(
            name='ShownPiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('private', 'Only you'), ('link', 'Whoever has your link'), ('public', 'Everybody')], max_length=8)),
                ('changed_at', models.DateTimeField()),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='evidence.roundpiece')),
                ('showing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='portfolios.showing')),
            ],
        ),
        migrations.AddConstraint(
            model_name='collection',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['private', 'link', 'public'])), name='a_collection_is_shown_to_a_known_audience'),
        ),
        migrations.AddConstraint(
            model_name='collection',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='a_collection_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='collection',
            constraint=models.CheckConstraint(condition=models.Q(('changed_at__gte', models.F('made_at'))), name='a_collection_is_changed_after_it_was_made'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.UniqueConstraint(fields=('collection', 'award'), name='a_badge_is_once_in_a_collection'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.UniqueConstraint(fields=('collection', 'foreign'), name='a_badge_from_elsewhere_is_once_in_a_collection'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('award__isnull', False), ('foreign', None)), models.Q(('award', None), ('foreign__isnull', False)), _connector='OR'), name='a_placement_is_of_one_badge'),
        ),
        migrations.AddConstraint(
            model_name='opening',
            constraint=models.UniqueConstraint(fields=('link', 'on'), name='openings_are_counted_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='opening',
            constraint=models.CheckConstraint(condition=models.Q(('count__gte', 1)), name='an_opening_was_opened'),
        ),
        migrations.AddConstraint(
            model_name='showing',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['private', 'link', 'public'])), name='a_badge_is_shown_to_a_known_audience'),
        ),
        migrations.AddConstraint(
            model_name='showing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('award__isnull', False), ('foreign', None)), models.Q(('award', None), ('foreign__isnull', False)), _connector='OR'), name='a_showing_is_of_one_badge'),
        ),
        migrations.AddConstraint(
            model_name='showing',
            constraint=models.CheckConstraint(condition=models.Q(('place', None), ('place__gte', 1), _connector='OR'), name='pins_are_counted_from_one'),
        ),
        migrations.AddConstraint(
            model_name='sharelink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('collection__isnull', False), ('showing', None)), models.Q(('collection', None), ('showing__isnull', False)), _connector='OR'), name='a_share_link_opens_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='sharelink',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at', None), ('expires_at__gt', models.F('made_at')), _connector='OR'), name='a_share_link_ends_after_it_was_made'),
        ),
        migrations.AddConstraint(
            model_name='sharelink',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at', None), ('withdrawn_at__gte', models.F('made_at')), _connector='OR'), name='a_share_link_is_withdrawn_after_it_was_made'),
        ),
        migrations.AddConstraint(
            model_name='shownpiece',
            constraint=models.UniqueConstraint(fields=('showing', 'piece'), name='a_piece_is_shown_once_with_a_badge'),
        ),
        migrations.AddConstraint(
            model_name='shownpiece',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['link', 'public'])), name='a_shown_piece_is_shown_to_somebody'),
        ),
    ]
