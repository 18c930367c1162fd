from django.apps import AppConfig


class Plans(AppConfig):
    name = "cairn.domain.plans"
    label = "plans"
