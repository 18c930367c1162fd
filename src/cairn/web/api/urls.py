from __future__ import annotations

from django.urls import path

from cairn.engines.openbadges.hosting import BASE
from cairn.web.api import arrivals, awards, files, uploads
from cairn.web.api.backpack import credentials, discovery, profile
from cairn.web.api.oauth.consent import Consent
from cairn.web.api.oauth.exchanging import Metadata, Revoke, Token
from cairn.web.api.oauth.registering import Register

app_name = "api"
OPEN_BADGES = BASE.removeprefix("/")
urlpatterns = [
    path("api/awards", awards.ask, name="awards"),
    path("files/arrivals/", arrivals.begin, name="arrivals"),
    path("files/arrivals/<uuid:public_id>/", arrivals.go_on, name="arrival"),
    path("files/uploads/", uploads.begin, name="uploads"),
    path("files/uploads/<uuid:public_id>/", uploads.go_on, name="upload"),
    path("files/<uuid:public_id>/", files.send, name="file"),
    path(f"{OPEN_BADGES}/discovery", discovery.show, name="discovery"),
    path(f"{OPEN_BADGES}/credentials", credentials.show, name="credentials"),
    path(f"{OPEN_BADGES}/profile", profile.show, name="profile"),
    path("oauth/authorize/", Consent.as_view(), name="authorize"),
    path("oauth/token", Token.as_view(), name="token"),
    path("oauth/revoke", Revoke.as_view(), name="revoke"),
    path("oauth/register", Register.as_view(), name="register"),
    path(".well-known/oauth-authorization-server", Metadata.as_view(), name="oauth_metadata"),
]
