from django.apps import AppConfig


class Finding(AppConfig):
    name = "cairn.domain.finding"
    label = "finding"
