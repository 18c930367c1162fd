from django.apps import AppConfig


class People(AppConfig):
    name = "cairn.domain.people"
    label = "people"
