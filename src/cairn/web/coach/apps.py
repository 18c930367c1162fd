from django.apps import AppConfig


class CoachPages(AppConfig):
    name = "cairn.web.coach"
    label = "web_coach"

    def ready(self) -> None:
        from cairn.domain.coaching.queries import unanswered
        from cairn.web.shared import nav

        nav.count_with("coaching", unanswered)
