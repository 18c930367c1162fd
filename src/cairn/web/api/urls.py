from __future__ import annotations

from django.urls import path

from cairn.web.api import files, uploads

app_name = "api"
urlpatterns = [
    path("files/uploads/", uploads.begin, name="uploads"),
    path("files/uploads/<uuid:public_id>/", uploads.go_on, name="upload"),
    path("files/<uuid:public_id>/", files.send, name="file"),
]
