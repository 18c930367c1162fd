from __future__ import annotations

from django.urls import path

from cairn.web.shared import gallery, views

app_name = "shared"
urlpatterns = [
    path("art/<slug:hue>/<int:tier>/<slug:icon>/<slug:key>.svg", views.art, name="art"),
    path("gallery/", gallery.show, name="gallery"),
]
