from django.apps import AppConfig


class EvaluatorPages(AppConfig):
    name = "cairn.web.evaluator"
    label = "web_evaluator"
