from django.apps import AppConfig


class CoachPages(AppConfig):
    name = "cairn.web.coach"
    label = "web_coach"
