from __future__ import annotations

from django.urls import path

from cairn.web.account import connected, data, merging, views

app_name = "account"
urlpatterns = [
    path("demo/", views.cast, name="cast"),
    path("account/me/", views.me, name="me"),
    path("account/data/", data.show, name="data"),
    path("account/data/copy/", data.copy, name="copy"),
    path("account/data/copies/<uuid:public_id>/", data.take, name="take_copy"),
    path("account/data/copies/<uuid:public_id>/delete/", data.drop, name="drop_copy"),
    path("account/erase/", data.erase, name="erase"),
    path("account/erase/call-off/", data.call_off, name="call_off_erasure"),
    path("account/merge/", merging.begin, name="merge"),
    path("account/merge/<uuid:public_id>/", merging.prove, name="prove"),
    path("account/merge/<uuid:public_id>/sure/", merging.sure, name="merge_sure"),
    path("account/programs/", connected.show, name="programs"),
    path("account/programs/<int:number>/end/", connected.end, name="end_program"),
]
