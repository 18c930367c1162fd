from django.apps import AppConfig


class SharedPages(AppConfig):
    name = "cairn.web.shared"
    label = "web_shared"
