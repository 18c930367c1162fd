from django.apps import AppConfig


class Catalog(AppConfig):
    name = "cairn.domain.catalog"
    label = "catalog"
