from __future__ import annotations

from django.db import migrations

from cairn.domain.issuing.shortening import by_lz4


class Migration(migrations.Migration):
    dependencies = [("issuing", "0009_tokens_and_endorsed_stacks")]

    operations = [migrations.RunPython(by_lz4, migrations.RunPython.noop)]
