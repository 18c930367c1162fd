from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0007_looks_at_feedback_and_rules_of_an_organization")]

    operations = [
        migrations.AddField(
            model_name="incomplete",
            name="parts",
            field=models.JSONField(
                default=list, help_text="Keys of the parts of the evidence that it is about."
            ),
        ),
    ]
