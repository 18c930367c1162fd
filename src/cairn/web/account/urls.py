from __future__ import annotations

from django.urls import path

from cairn.web.account import connected, views

app_name = "account"
urlpatterns = [
    path("demo/", views.cast, name="cast"),
    path("account/me/", views.me, name="me"),
    path("account/programs/", connected.show, name="programs"),
    path("account/programs/<int:number>/end/", connected.end, name="end_program"),
]
