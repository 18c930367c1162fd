from __future__ import annotations

from django.urls import path

from cairn.web.organization.views import about, awards, frameworks, home, people

app_name = "organization"
HOME = "organizations/<slug:slug>/"
AWARD = f"{HOME}awards/<uuid:public_id>/"

urlpatterns = [
    path("organizations/", home.mine, name="mine"),
    path(HOME, home.show, name="home"),
    path(f"{HOME}about/", about.show, name="about"),
    path(f"{HOME}people/", people.show, name="people"),
    path(f"{HOME}people/<int:membership>/end/", people.end, name="end_role"),
    path(f"{HOME}awards/", awards.show, name="awards"),
    path(f"{HOME}frameworks/", frameworks.show, name="frameworks"),
    path(f"{HOME}frameworks/<uuid:identifier>/", frameworks.report, name="framework"),
    path(AWARD, awards.one, name="award"),
    path(f"{AWARD}suspend/", awards.suspend, name="suspend"),
    path(f"{AWARD}reinstate/", awards.reinstate, name="reinstate"),
    path(f"{AWARD}revoke/", awards.revoke, name="revoke"),
]
