from django.apps import AppConfig


class Workshops(AppConfig):
    name = "cairn.domain.workshops"
    label = "workshops"
