from django.apps import AppConfig


class Examples(AppConfig):
    name = "cairn.domain.examples"
    label = "examples"
