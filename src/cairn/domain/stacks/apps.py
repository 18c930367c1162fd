from django.apps import AppConfig


class Stacks(AppConfig):
    name = "cairn.domain.stacks"
    label = "stacks"
