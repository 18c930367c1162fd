from __future__ import annotations

from django.urls import path

from cairn.web.author.views import (
    adopting,
    aligning,
    comments,
    difference,
    draft,
    examples,
    files,
    gate,
    home,
    review,
    stack,
)

app_name = "author"
DRAFT = "authoring/<uuid:public_id>/"

urlpatterns = [
    path("authoring/", home.show, name="home"),
    path("authoring/adapt/", adopting.show, name="adopt"),
    path("authoring/file/", files.begin, name="begin_with_file"),
    path("authoring/template.xlsx", files.template, name="template"),
    path("authoring/stacks/", stack.index, name="stacks"),
    path("authoring/stacks/<uuid:public_id>/", stack.edit, name="stack"),
    path("authoring/stacks/<uuid:public_id>/retire/", stack.retire, name="retire_stack"),
    path(DRAFT, draft.show, name="draft"),
    path(f"{DRAFT}file/", files.bring, name="bring"),
    path(f"{DRAFT}draft.yaml", files.as_yaml, name="yaml"),
    path(f"{DRAFT}draft.xlsx", files.as_spreadsheet, name="spreadsheet"),
    path(f"{DRAFT}align/", aligning.show, name="align"),
    path(f"{DRAFT}comments/", comments.say, name="comment"),
    path(f"{DRAFT}comments/<uuid:comment_id>/", comments.settle, name="settle_comment"),
    path(f"{DRAFT}difference/", difference.show, name="difference"),
    path(f"{DRAFT}preview/", draft.preview, name="preview"),
    path(f"{DRAFT}publish/", draft.publish, name="publish"),
    path(f"{DRAFT}retire/", gate.retire, name="retire"),
    path(f"{DRAFT}gate/", gate.show, name="gate"),
    path(f"{DRAFT}gate/ask/", gate.ask, name="ask"),
    path(f"{DRAFT}gate/links/", gate.check_links, name="check_links"),
    path(f"{DRAFT}gate/call-back/", gate.call_back, name="call_back"),
    path(f"{DRAFT}gate/offer/", gate.offer, name="offer"),
    path("organizations/<slug:slug>/examples/", examples.index, name="examples"),
    path("organizations/<slug:slug>/examples/<uuid:public_id>/", examples.one, name="example"),
    path("authoring/reviews/", review.queue, name="reviews"),
    path("authoring/reviews/<uuid:public_id>/", review.show, name="review"),
    path("authoring/reviews/<uuid:public_id>/decide/", review.decide, name="decide"),
]
