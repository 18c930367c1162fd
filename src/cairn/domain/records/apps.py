from django.apps import AppConfig


class Records(AppConfig):
    name = "cairn.domain.records"
    label = "records"
