from __future__ import annotations

from django.urls import path

from cairn.web.api import awards, files, uploads

app_name = "api"
urlpatterns = [
    path("api/awards", awards.ask, name="awards"),
    path("files/uploads/", uploads.begin, name="uploads"),
    path("files/uploads/<uuid:public_id>/", uploads.go_on, name="upload"),
    path("files/<uuid:public_id>/", files.send, name="file"),
]
