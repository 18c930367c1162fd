from django.apps import AppConfig


class EarnerPages(AppConfig):
    name = "cairn.web.earner"
    label = "web_earner"

    def ready(self) -> None:
        from cairn.domain.evidence.queries import parts_to_revise
        from cairn.web.shared import nav

        nav.count_with("work", parts_to_revise)
