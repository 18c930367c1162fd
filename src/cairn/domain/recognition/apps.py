from django.apps import AppConfig


class Recognition(AppConfig):
    name = "cairn.domain.recognition"
    label = "recognition"
