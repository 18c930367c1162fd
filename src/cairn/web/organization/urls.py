from __future__ import annotations

from django.urls import path

from cairn.web.organization.views import about, awards, frameworks, goals, home, panel, people

app_name = "organization"
HOME = "organizations/<slug:slug>/"
AWARD = f"{HOME}awards/<uuid:public_id>/"
GOAL = f"{HOME}goals/<uuid:goal_id>/"
PANEL = "panel/<uuid:public_id>/"

urlpatterns = [
    path("organizations/", home.mine, name="mine"),
    path(HOME, home.show, name="home"),
    path(f"{HOME}about/", about.show, name="about"),
    path(f"{HOME}people/", people.show, name="people"),
    path(f"{HOME}people/<int:membership>/end/", people.end, name="end_role"),
    path(f"{HOME}awards/", awards.show, name="awards"),
    path(f"{HOME}frameworks/", frameworks.show, name="frameworks"),
    path(f"{HOME}frameworks/<uuid:identifier>/", frameworks.report, name="framework"),
    path(f"{HOME}goals/", goals.show, name="goals"),
    path(GOAL, goals.one, name="goal"),
    path(f"{GOAL}close/", goals.close, name="close_goal"),
    path(f"{GOAL}seats/<int:seat>/end/", goals.unseat, name="unseat"),
    path("panel/", panel.show, name="panel"),
    path(PANEL, panel.one, name="before_panel"),
    path(f"{PANEL}open/", panel.open_vote, name="open_vote"),
    path(f"{PANEL}vote/", panel.vote, name="vote"),
    path(f"{PANEL}close/", panel.close_vote, name="close_vote"),
    path(f"{PANEL}become/", panel.become, name="become"),
    path(AWARD, awards.one, name="award"),
    path(f"{AWARD}suspend/", awards.suspend, name="suspend"),
    path(f"{AWARD}reinstate/", awards.reinstate, name="reinstate"),
    path(f"{AWARD}revoke/", awards.revoke, name="revoke"),
]
