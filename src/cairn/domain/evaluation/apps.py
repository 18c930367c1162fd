from django.apps import AppConfig


class Evaluation(AppConfig):
    name = "cairn.domain.evaluation"
    label = "evaluation"
