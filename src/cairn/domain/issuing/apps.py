from django.apps import AppConfig


class Issuing(AppConfig):
    name = "cairn.domain.issuing"
    label = "issuing"
