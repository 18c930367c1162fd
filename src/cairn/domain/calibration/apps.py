from django.apps import AppConfig


class Calibration(AppConfig):
    name = "cairn.domain.calibration"
    label = "calibration"
