from __future__ import annotations

from django.urls import path

from cairn.web.author.views import draft, home, stack

app_name = "author"
DRAFT = "authoring/<uuid:public_id>/"

urlpatterns = [
    path("authoring/", home.show, name="home"),
    path("authoring/stacks/", stack.index, name="stacks"),
    path("authoring/stacks/<uuid:public_id>/", stack.edit, name="stack"),
    path("authoring/stacks/<uuid:public_id>/retire/", stack.retire, name="retire_stack"),
    path(DRAFT, draft.show, name="draft"),
    path(f"{DRAFT}preview/", draft.preview, name="preview"),
    path(f"{DRAFT}publish/", draft.publish, name="publish"),
    path(f"{DRAFT}retire/", draft.retire, name="retire"),
]
