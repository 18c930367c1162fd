from django.apps import AppConfig


class Frameworks(AppConfig):
    name = "cairn.domain.frameworks"
    label = "frameworks"
