from django.apps import AppConfig


class Coaching(AppConfig):
    name = "cairn.domain.coaching"
    label = "coaching"
