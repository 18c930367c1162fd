from __future__ import annotations

from django.urls import path

from cairn.web.recognizer.views import credit, filing, home
from cairn.web.recognizer.views.policies import library, one

app_name = "recognizer"
POLICY = "recognizing/policies/<slug:place>/<slug:name>/"
FILING = "recognizing/<uuid:public_id>/"

urlpatterns = [
    path("recognizing/", home.show, name="home"),
    path("recognizing/record.csv", home.export, name="export"),
    path("recognizing/check/", home.check_all, name="check_all"),
    path("recognizing/credit/", credit.show, name="credit"),
    path("recognizing/credit/<uuid:public_id>/confirm/", credit.confirm, name="confirm_credit"),
    path("recognizing/credit/<uuid:public_id>/refuse/", credit.refuse, name="refuse_credit"),
    path("recognizing/policies/", library.show, name="policies"),
    path(POLICY, one.show, name="policy"),
    path(f"{POLICY}changes/", one.compare, name="policy_changes"),
    path(f"{POLICY}text/", one.text, name="policy_text"),
    path(f"{POLICY}cases/", one.cases, name="policy_cases"),
    path(FILING, filing.show, name="filing"),
    path(f"{FILING}file/", filing.file, name="file"),
    path(f"{FILING}check/", filing.check, name="check"),
]
