from __future__ import annotations

from django.urls import path

from cairn.web.coach.views import drafts, workshops

app_name = "coach"
WORKSHOP = "workshops/<uuid:public_id>/"

urlpatterns = [
    path("coaching/", drafts.home, name="home"),
    path("coaching/<uuid:public_id>/", drafts.attempt, name="attempt"),
    path("coaching/<uuid:public_id>/parts/<slug:slot>/remarks/", drafts.remark, name="remark"),
    path("workshops/", workshops.index, name="workshops"),
    path("workshops/new/", workshops.new, name="new_workshop"),
    path(WORKSHOP, workshops.show, name="workshop"),
    path(f"{WORKSHOP}edit/", workshops.edit, name="edit_workshop"),
    path(f"{WORKSHOP}sheet/", workshops.sheet, name="workshop_sheet"),
    path(f"{WORKSHOP}call-off/", workshops.call_off, name="call_off_workshop"),
    path(f"{WORKSHOP}suggest/", workshops.suggest, name="suggest"),
    path(f"{WORKSHOP}suggest/<uuid:follow_on>/take-back/", workshops.take_back, name="take_back_suggestion"),
    path(f"{WORKSHOP}here/", workshops.note, name="note_here"),
    path(f"{WORKSHOP}here/<uuid:attendance>/strike/", workshops.strike, name="strike"),
]
