from django.apps import AppConfig


class Approvals(AppConfig):
    name = "cairn.domain.approvals"
    label = "approvals"
