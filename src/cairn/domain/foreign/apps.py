from django.apps import AppConfig


class Foreign(AppConfig):
    name = "cairn.domain.foreign"
    label = "foreign"
