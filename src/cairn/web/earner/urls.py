from __future__ import annotations

from django.urls import path

from cairn.web.earner.views import (
    appeal,
    attempt,
    award,
    building,
    check,
    coaching,
    credit,
    endorsed,
    entries,
    home,
    part,
    pieces,
    portfolio,
    proposals,
    result,
    stacks,
    workshops,
)

app_name = "earner"
WORK = "work/<uuid:public_id>/"
PART = f"{WORK}parts/<slug:slot>/"
PROPOSAL = "proposals/<uuid:public_id>/"
STACK = "my/stacks/<uuid:public_id>/"
PIECE = f"{PART}pieces/<uuid:piece_id>/"

urlpatterns = [
    path("work/", home.show, name="home"),
    path("work/start/<uuid:public_id>/", home.start, name="start"),
    path(WORK, attempt.show, name="attempt"),
    path(f"{WORK}set-aside/", attempt.set_aside, name="set_aside"),
    path(f"{WORK}resume/", attempt.resume, name="resume"),
    path(f"{WORK}recall/", attempt.recall, name="recall"),
    path(f"{WORK}coaches/", coaching.invite, name="invite"),
    path(f"{WORK}coaches/<uuid:invitation_id>/end/", coaching.end, name="end_coaching"),
    path(f"{WORK}check/", check.show, name="check"),
    path(f"{WORK}check/ratings/", check.rate, name="rate"),
    path(f"{WORK}result/", result.show, name="result"),
    path(f"{WORK}appeal/", appeal.show, name="appeal"),
    path(PART, part.show, name="part"),
    path(f"{PART}links/", pieces.add_link, name="add_link"),
    path(f"{PART}entries/", entries.add, name="add_entry"),
    path(f"{PART}kind/", entries.show_as, name="show_as"),
    path(f"{PART}remarks/", coaching.answer, name="answer"),
    path(f"{PIECE}remove/", pieces.remove, name="remove"),
    path(f"{PIECE}restore/", pieces.restore, name="restore"),
    path(f"{PIECE}entry/", entries.save, name="save_entry"),
    path(f"{PIECE}made-on/", entries.date_piece, name="date_piece"),
    path(f"{PIECE}consent/", pieces.give_consent, name="give_consent"),
    path(f"{PIECE}consent/<uuid:consent_id>/withdraw/", pieces.withdraw_consent, name="withdraw_consent"),
    path("proposals/", proposals.show, name="proposals"),
    path("proposals/begin/<uuid:goal_id>/", proposals.begin, name="propose"),
    path(PROPOSAL, proposals.one, name="proposal"),
    path(f"{PROPOSAL}group/", proposals.add, name="add_colleague"),
    path(f"{PROPOSAL}group/<uuid:member_id>/leave/", proposals.leave, name="leave_proposal"),
    path(f"{PROPOSAL}withdraw/", proposals.withdraw, name="withdraw_proposal"),
    path(f"{PROPOSAL}call-back/", proposals.call_back, name="call_back_proposal"),
    path("my/stacks/", stacks.index, name="stacks"),
    path("my/stacks/begin/", stacks.begin, name="begin_stack"),
    path(STACK, stacks.show, name="stack"),
    path(f"{STACK}build/", building.build, name="build_stack"),
    path(f"{STACK}agree/", stacks.agree, name="agree_to_stack"),
    path(f"{STACK}hand-over/", stacks.hand_over, name="hand_over_stack"),
    path(f"{STACK}end/", stacks.end, name="end_stack"),
    path(f"{STACK}take-up/", stacks.take_up, name="take_up_stack"),
    path("join/", workshops.type_code, name="type_code"),
    path("join/<slug:code>/", workshops.join, name="join"),
    path("my/workshops/", workshops.index, name="workshops"),
    path("my/workshops/<uuid:public_id>/", workshops.show, name="workshop"),
    path("my/workshops/<uuid:public_id>/leave/", workshops.leave, name="leave_workshop"),
    path("portfolio/", portfolio.show, name="portfolio"),
    path("portfolio/<uuid:public_id>/", award.show, name="award"),
    path("portfolio/<uuid:public_id>/credit/<uuid:offer_id>/", credit.ask, name="ask_credit"),
    path(
        "portfolio/<uuid:public_id>/credit/<uuid:offer_id>/take-back/",
        credit.take_back,
        name="take_back_credit",
    ),
    path("portfolio/<uuid:public_id>/visibility/", award.set_visibility, name="visibility"),
    path("portfolio/<uuid:public_id>/share/", award.share, name="share"),
    path("portfolio/<uuid:public_id>/endorsements/", endorsed.ask, name="ask_endorsement"),
    path(
        "portfolio/<uuid:public_id>/endorsements/<uuid:endorsement_id>/",
        endorsed.answer,
        name="answer_endorsement",
    ),
    path("portfolio/<uuid:public_id>/share/<uuid:filing_id>/take-back/", award.unshare, name="unshare"),
]
