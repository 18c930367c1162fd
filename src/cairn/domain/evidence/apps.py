from django.apps import AppConfig


class Evidence(AppConfig):
    name = "cairn.domain.evidence"
    label = "evidence"
