from django.apps import AppConfig


class Portfolios(AppConfig):
    name = "cairn.domain.portfolios"
    label = "portfolios"
