from django.apps import AppConfig


class Trust(AppConfig):
    name = "cairn.domain.trust"
    label = "trust"
