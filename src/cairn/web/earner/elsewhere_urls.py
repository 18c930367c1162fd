"""Addresses of badges from elsewhere."""

from __future__ import annotations

from django.urls import path

from cairn.web.earner.views import elsewhere, stating

ONE = "portfolio/elsewhere/<uuid:public_id>/"
FILE = "portfolio/elsewhere/files/<uuid:public_id>/"

patterns = [
    path("portfolio/elsewhere/", elsewhere.index, name="elsewhere"),
    path("portfolio/elsewhere/add/", elsewhere.add, name="elsewhere_add"),
    path(ONE, elsewhere.one, name="elsewhere_one"),
    path(f"{ONE}check/", elsewhere.check, name="elsewhere_check"),
    path(f"{ONE}seen/", elsewhere.see, name="elsewhere_seen"),
    path(f"{ONE}remove/", elsewhere.remove, name="elsewhere_remove"),
    path(f"{ONE}put-back/", elsewhere.put_back, name="elsewhere_put_back"),
    path(f"{ONE}original/", elsewhere.original, name="elsewhere_original"),
    path(f"{ONE}picture.png", elsewhere.picture, name="elsewhere_picture"),
    path(f"{ONE}statement/", stating.say, name="elsewhere_say"),
    path(f"{ONE}statement/take-back/", stating.take_back, name="elsewhere_take_back"),
    path(f"{ONE}statement/files/", stating.add_file, name="elsewhere_file_add"),
    path(FILE, stating.file, name="elsewhere_file"),
    path(f"{FILE}remove/", stating.remove_file, name="elsewhere_file_remove"),
]
