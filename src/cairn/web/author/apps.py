from django.apps import AppConfig


class AuthorPages(AppConfig):
    name = "cairn.web.author"
    label = "web_author"

    def ready(self) -> None:
        from cairn.web.author.pace import waiting
        from cairn.web.shared.nav import count_with

        count_with("gate", waiting)
