from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0003_comments_of_co_authors'),
    ]

    operations = [
        migrations.AddField(
            model_name='microcredential',
            name='reserved',
            field=models.BooleanField(default=False, help_text='For one group: the public catalog is silent on it.'),
        ),
    ]
