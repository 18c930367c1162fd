from django.apps import AppConfig


class Archives(AppConfig):
    name = "cairn.domain.archives"
    label = "archives"
