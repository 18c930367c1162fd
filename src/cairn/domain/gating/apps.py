from django.apps import AppConfig


class Gating(AppConfig):
    name = "cairn.domain.gating"
    label = "gating"
