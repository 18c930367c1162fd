from __future__ import annotations

from django.urls import path

from cairn.web.organization.views import (
    about,
    awards,
    correcting,
    endorsements,
    frameworks,
    goals,
    home,
    issuing,
    known,
    panel,
    past,
    people,
    setting,
    sizes,
    standards,
    standards_in,
    tokens,
    validity,
)

app_name = "organization"
HOME = "organizations/<slug:slug>/"
AWARD = f"{HOME}awards/<uuid:public_id>/"
PAST = f"{HOME}awards/past/"
GOAL = f"{HOME}goals/<uuid:goal_id>/"
STANDARDS = f"{HOME}standards/"
ISSUING = f"{HOME}issuing/"
KEY = f"{ISSUING}keys/<uuid:public_id>/"
KNOWN = f"{HOME}known-issuers/"
ISSUER = f"{KNOWN}<uuid:public_id>/"
VALIDITY = f"{HOME}validity/"
PANEL = "panel/<uuid:public_id>/"

urlpatterns = [
    path("organizations/", home.mine, name="mine"),
    path(HOME, home.show, name="home"),
    path(f"{HOME}about/", about.show, name="about"),
    path(f"{HOME}people/", people.show, name="people"),
    path(f"{HOME}people/<int:membership>/end/", people.end, name="end_role"),
    path(ISSUING, issuing.show, name="issuing"),
    path(f"{ISSUING}rotate/", issuing.rotate, name="rotate_key"),
    path(f"{ISSUING}programs/", tokens.show, name="tokens"),
    path(f"{ISSUING}programs/<uuid:public_id>/revoke/", tokens.revoke, name="revoke_token"),
    path(KEY, issuing.one, name="key"),
    path(f"{KEY}compromise/", issuing.compromise, name="compromise_key"),
    path(f"{KEY}sign-again/", issuing.sign_again, name="sign_again"),
    path(f"{HOME}awards/", awards.show, name="awards"),
    path(f"{HOME}awards/awards.csv", awards.table, name="awards_table"),
    path(f"{HOME}awards/many/", correcting.many, name="many_awards"),
    path(PAST, past.show, name="past"),
    path(f"{PAST}template.csv", past.template, name="past_template"),
    path(f"{PAST}<uuid:public_id>/", past.one, name="past_import"),
    path(f"{PAST}<uuid:public_id>/begin/", past.begin, name="begin_import"),
    path(f"{PAST}<uuid:public_id>/discard/", past.discard, name="discard_import"),
    path(f"{PAST}<uuid:public_id>/to-mend.csv", past.to_mend, name="past_faults"),
    path(f"{HOME}frameworks/", frameworks.show, name="frameworks"),
    path(f"{HOME}frameworks/<uuid:identifier>/", frameworks.report, name="framework"),
    path(f"{HOME}goals/", goals.show, name="goals"),
    path(GOAL, goals.one, name="goal"),
    path(f"{GOAL}close/", goals.close, name="close_goal"),
    path(f"{GOAL}seats/<int:seat>/end/", goals.unseat, name="unseat"),
    path(STANDARDS, standards.show, name="standards"),
    path(f"{STANDARDS}standards.yaml", standards.as_yaml, name="standards_yaml"),
    path(f"{STANDARDS}edit/", setting.edit, name="edit_standards"),
    path(f"{STANDARDS}edit/add/", setting.add, name="add_standard"),
    path(f"{STANDARDS}edit/file/", standards_in.bring, name="bring_standards"),
    path(f"{STANDARDS}edit/newer/", standards_in.newer, name="newer_standards"),
    path(f"{STANDARDS}edit/preview/", setting.preview, name="preview_standards"),
    path(f"{STANDARDS}edit/put/", setting.put, name="put_standards"),
    path(f"{STANDARDS}edit/one/<slug:key>/", setting.one, name="standard"),
    path(KNOWN, known.show, name="known_issuers"),
    path(f"{KNOWN}list.json", known.export, name="export_issuers"),
    path(ISSUER, known.one, name="known_issuer"),
    path(f"{ISSUER}compare/", known.compare, name="compare_issuer"),
    path(f"{ISSUER}take-out/", known.unpin, name="unpin_issuer"),
    path(f"{ISSUER}put-back/", known.put_back, name="put_issuer_back"),
    path(f"{KNOWN}lists/<uuid:public_id>/remove/", known.remove_list, name="remove_issuers_list"),
    path(f"{KNOWN}lists/<uuid:public_id>/put-back/", known.put_list_back, name="put_issuers_list_back"),
    path(VALIDITY, validity.show, name="validity"),
    path(f"{VALIDITY}how-micro/", sizes.show, name="how_micro"),
    path(f"{VALIDITY}<uuid:public_id>/", validity.one, name="validity_report"),
    path(f"{VALIDITY}<uuid:public_id>/bundle.zip", validity.bundle, name="validity_bundle"),
    path("panel/", panel.show, name="panel"),
    path(PANEL, panel.one, name="before_panel"),
    path(f"{PANEL}open/", panel.open_vote, name="open_vote"),
    path(f"{PANEL}vote/", panel.vote, name="vote"),
    path(f"{PANEL}close/", panel.close_vote, name="close_vote"),
    path(f"{PANEL}become/", panel.become, name="become"),
    path(AWARD, correcting.one, name="award"),
    path(f"{AWARD}suspend/", correcting.suspend, name="suspend"),
    path(f"{AWARD}reinstate/", correcting.reinstate, name="reinstate"),
    path(f"{AWARD}revoke/", correcting.revoke, name="revoke"),
    path(f"{AWARD}reissue/", correcting.reissue, name="reissue"),
    path(f"{HOME}endorsements/", endorsements.show, name="endorsements"),
    path(f"{HOME}endorse/", endorsements.endorse, name="endorse"),
    path(f"{HOME}endorsements/<uuid:public_id>/<slug:move>/", endorsements.answer, name="answer_endorsement"),
]
