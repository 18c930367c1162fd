from __future__ import annotations

from django.urls import path

from cairn.web.evaluator.views import (
    anchor_sheets,
    anchors,
    asking,
    comments,
    evaluators,
    helping,
    pages,
    pay,
    phrases,
    qualifying,
    queue,
    safeguarding,
    sheet,
    stepping_back,
    window,
)
from cairn.web.evaluator.views.leading import disputes, drift, feedback, log, rules, stuck, workload

app_name = "evaluator"
READING = "reviews/<uuid:public_id>/"
EVALUATING = "evaluating/<uuid:public_id>/"
PHRASES = f"{READING}phrases/<slug:key>/"
HOME = "organizations/<slug:slug>/"
JUDGING = f"{HOME}judging/"

urlpatterns = [
    path("reviews/", queue.show, name="queue"),
    path("reviews/next/", queue.take_next, name="next"),
    path("reviews/pay/", pay.statement, name="statement"),
    path("reviews/pay/readings-and-pay.csv", pay.table, name="statement_table"),
    path("reviews/phrases/<uuid:phrase_id>/used/", phrases.use, name="use_phrase"),
    path(READING, sheet.show, name="sheet"),
    path(f"{READING}send/", sheet.send, name="send"),
    path(f"{READING}continue/", sheet.renew, name="renew"),
    path(f"{READING}give-back/", sheet.release, name="release"),
    path(f"{READING}window/", window.beat, name="beat"),
    path(f"{READING}edit-here/", window.edit_here, name="edit_here"),
    path(f"{READING}comments/<uuid:piece_id>/", comments.add, name="comment"),
    path(f"{READING}comments/<uuid:moment_id>/take-back/", comments.take_back, name="uncomment"),
    path(f"{READING}pieces/<uuid:piece_id>/pages/<int:number>.png", pages.page, name="page"),
    path(f"{READING}ask/", asking.ask, name="ask"),
    path(f"{READING}recognize/", stepping_back.recognize, name="recognize"),
    path(f"{READING}incomplete/", stepping_back.incomplete, name="incomplete"),
    path(f"{READING}harm/", stepping_back.harm, name="harm"),
    path(PHRASES, phrases.keep, name="keep_phrase"),
    path(f"{PHRASES}<uuid:phrase_id>/drop/", phrases.drop, name="drop_phrase"),
    path("safeguarding/", safeguarding.reports, name="reports"),
    path("safeguarding/<uuid:public_id>/", safeguarding.one, name="report"),
    path(f"{HOME}safeguarding/", safeguarding.contacts, name="contacts"),
    path(f"{HOME}safeguarding/<int:contact>/end/", safeguarding.end_contact, name="end_contact"),
    path(f"{HOME}partners/", helping.partners, name="partners"),
    path(f"{HOME}partners/<int:partner>/end/", helping.end_partner, name="end_partner"),
    path(f"{HOME}pay/", pay.payable, name="payable"),
    path(f"{HOME}pay/paid/", pay.mark_paid, name="mark_paid"),
    path("evaluating/", qualifying.mine, name="qualifications"),
    path("evaluating/subjects/", helping.expertise, name="expertise"),
    path(EVALUATING, qualifying.one, name="qualification"),
    path(f"{EVALUATING}declare/", qualifying.declare, name="declare"),
    path(f"{EVALUATING}lessons/<slug:key>/", qualifying.lesson, name="lesson"),
    path("evaluating/anchors/<uuid:public_id>/rate/", anchor_sheets.show, name="anchor_sheet"),
    path("calibration/pools/<uuid:public_id>/", anchors.pool, name="pool"),
    path("calibration/anchors/<uuid:public_id>/", anchors.anchor, name="anchor"),
    path("calibration/evaluators/<uuid:public_id>/", evaluators.show, name="evaluator"),
    path("organizations/<slug:slug>/calibration/", anchors.pools, name="pools"),
    path(JUDGING, workload.show, name="workload"),
    path(f"{JUDGING}disputes/", disputes.show, name="disputes"),
    path(f"{JUDGING}disputes/<uuid:public_id>/", disputes.sides, name="sides"),
    path(f"{JUDGING}disputes/<uuid:public_id>/settle/", disputes.settle, name="settle"),
    path(f"{JUDGING}stuck/", stuck.show, name="stuck"),
    path(f"{JUDGING}feedback/", feedback.show, name="feedback"),
    path(f"{JUDGING}feedback/<uuid:public_id>/", feedback.look, name="look"),
    path(f"{JUDGING}drift/", drift.show, name="drift"),
    path(f"{JUDGING}drift/<uuid:public_id>/", drift.answer, name="answer_signal"),
    path(f"{JUDGING}rules/", rules.show, name="judging_rules"),
    path(f"{JUDGING}log/", log.show, name="judging_log"),
    path(f"{JUDGING}log/judging.csv", log.table, name="judging_log_table"),
]
