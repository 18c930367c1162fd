from django.apps import AppConfig


class PublicPages(AppConfig):
    name = "cairn.web.public"
    label = "web_public"
