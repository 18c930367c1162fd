from django.apps import AppConfig


class Policies(AppConfig):
    name = "cairn.domain.policies"
    label = "policies"
