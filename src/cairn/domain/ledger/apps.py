from django.apps import AppConfig


class Ledger(AppConfig):
    name = "cairn.domain.ledger"
    label = "ledger"
