from django.apps import AppConfig


class Outbox(AppConfig):
    name = "cairn.domain.outbox"
    label = "outbox"
