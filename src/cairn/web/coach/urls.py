from __future__ import annotations

from django.urls import path

from cairn.web.coach import views

app_name = "coach"
urlpatterns = [
    path("coaching/", views.home, name="home"),
    path("coaching/<uuid:public_id>/", views.attempt, name="attempt"),
    path("coaching/<uuid:public_id>/parts/<slug:slot>/remarks/", views.remark, name="remark"),
]
