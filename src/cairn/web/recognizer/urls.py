from __future__ import annotations

from django.urls import path

from cairn.web.recognizer import worth_urls
from cairn.web.recognizer.views import credit, filing, home, lists, person, roster, what_if
from cairn.web.recognizer.views.policies import drafts, library, one, using

app_name = "recognizer"
POLICY = "recognizing/policies/<slug:place>/<slug:name>/"
DRAFT = "recognizing/policies/drafts/<uuid:public_id>/"
VERSION = "recognizing/policies/versions/<uuid:public_id>/"
FILING = "recognizing/<uuid:public_id>/"

urlpatterns = [
    path("recognizing/", home.show, name="home"),
    path("recognizing/record.csv", home.export, name="export"),
    path("recognizing/people/<uuid:public_id>/", person.show, name="person_record"),
    path("recognizing/check/", home.check_all, name="check_all"),
    path("recognizing/credit/", credit.show, name="credit"),
    path("recognizing/credit/<uuid:public_id>/confirm/", credit.confirm, name="confirm_credit"),
    path("recognizing/credit/<uuid:public_id>/refuse/", credit.refuse, name="refuse_credit"),
    path("recognizing/policies/", library.show, name="policies"),
    path("recognizing/policies/new/", drafts.begin, name="new_policy"),
    path(DRAFT, drafts.show, name="policy_draft"),
    path(f"{DRAFT}read/", drafts.read, name="read_policy_draft"),
    path(f"{DRAFT}use/", using.use, name="use_policy"),
    path(f"{DRAFT}remove/", drafts.remove, name="remove_policy_draft"),
    path(f"{DRAFT}restore/", drafts.restore, name="restore_policy_draft"),
    path(f"{VERSION}withdraw/", using.withdraw, name="withdraw_policy"),
    path(f"{VERSION}put-back/", using.put_back, name="put_policy_back"),
    path(POLICY, one.show, name="policy"),
    path(f"{POLICY}changes/", one.compare, name="policy_changes"),
    path(f"{POLICY}text/", one.text, name="policy_text"),
    path(f"{POLICY}cases/", one.cases, name="policy_cases"),
    path(f"{POLICY}adopt/", using.adopt, name="adopt_policy"),
    path(f"{POLICY}draft/", drafts.start_from, name="policy_to_draft"),
    path("recognizing/what-if/", what_if.show, name="what_if"),
    path("recognizing/what-if/<uuid:public_id>/", what_if.one, name="trial"),
    path("recognizing/what-if/<uuid:public_id>/table.csv", what_if.table, name="trial_table"),
    path("recognizing/staff/", roster.show, name="roster"),
    path("recognizing/lists/", lists.show, name="accept_lists"),
    path("recognizing/lists/<uuid:public_id>/", lists.one, name="accept_list"),
    path("recognizing/lists/entries/<uuid:public_id>/remove/", lists.remove, name="remove_entry"),
    path("recognizing/lists/entries/<uuid:public_id>/put-back/", lists.put_back, name="put_entry_back"),
    *worth_urls.patterns,
    path(FILING, filing.show, name="filing"),
    path(f"{FILING}file/", filing.file, name="file"),
    path(f"{FILING}check/", filing.check, name="check"),
]
