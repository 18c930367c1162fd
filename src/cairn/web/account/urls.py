from __future__ import annotations

from django.urls import path

from cairn.web.account import views

app_name = "account"
urlpatterns = [
    path("demo/", views.cast, name="cast"),
    path("account/me/", views.me, name="me"),
]
