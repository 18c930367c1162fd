from django.apps import AppConfig


class ApiPages(AppConfig):
    name = "cairn.web.api"
    label = "web_api"
