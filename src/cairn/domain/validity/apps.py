from django.apps import AppConfig


class Validity(AppConfig):
    name = "cairn.domain.validity"
    label = "validity"
