from django.apps import AppConfig


class EarnerPages(AppConfig):
    name = "cairn.web.earner"
    label = "web_earner"
