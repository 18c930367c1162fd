from django.apps import AppConfig


class Workflows(AppConfig):
    name = "cairn.workflows"
    label = "workflows"
