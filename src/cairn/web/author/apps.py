from django.apps import AppConfig


class AuthorPages(AppConfig):
    name = "cairn.web.author"
    label = "web_author"
