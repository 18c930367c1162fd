from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("issuing", "0004_what_was_shown")]
    operations = [
        migrations.RemoveField("award", "public"),
        migrations.RemoveField("award", "show_name"),
    ]
