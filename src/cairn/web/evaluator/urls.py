from __future__ import annotations

from django.urls import path

from cairn.web.evaluator.views import comments, queue, sheet

app_name = "evaluator"
READING = "reviews/<uuid:public_id>/"

urlpatterns = [
    path("reviews/", queue.show, name="queue"),
    path("reviews/next/", queue.take_next, name="next"),
    path(READING, sheet.show, name="sheet"),
    path(f"{READING}send/", sheet.send, name="send"),
    path(f"{READING}continue/", sheet.renew, name="renew"),
    path(f"{READING}give-back/", sheet.release, name="release"),
    path(f"{READING}comments/<uuid:piece_id>/", comments.add, name="comment"),
    path(f"{READING}comments/<uuid:moment_id>/take-back/", comments.take_back, name="uncomment"),
]
