from django.apps import AppConfig


class RecognizerPages(AppConfig):
    name = "cairn.web.recognizer"
    label = "web_recognizer"
