from __future__ import annotations

from django.urls import path

from cairn.web.author.views import draft, home

app_name = "author"
DRAFT = "authoring/<uuid:public_id>/"

urlpatterns = [
    path("authoring/", home.show, name="home"),
    path(DRAFT, draft.show, name="draft"),
    path(f"{DRAFT}preview/", draft.preview, name="preview"),
    path(f"{DRAFT}publish/", draft.publish, name="publish"),
    path(f"{DRAFT}retire/", draft.retire, name="retire"),
]
