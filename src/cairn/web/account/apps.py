from django.apps import AppConfig


class AccountPages(AppConfig):
    name = "cairn.web.account"
    label = "web_account"
