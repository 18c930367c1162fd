from __future__ import annotations

from django.urls import path

from cairn.web.public.views import (
    badge,
    catalog,
    changes,
    compare,
    edition,
    feeds,
    framework,
    issuer,
    micro_credential,
    searches,
    stack,
    verify,
)

app_name = "public"
BADGE = "badges/<uuid:public_id>/"
ISSUER = "issuers/<slug:slug>/"
FRAMEWORK = "frameworks/<uuid:identifier>/"

urlpatterns = [
    path("", catalog.show, name="catalog"),
    path("compare/", compare.show, name="compare"),
    path("searches/", searches.show, name="searches"),
    path("searches/save/", searches.save, name="save_search"),
    path("searches/<uuid:public_id>/remove/", searches.remove, name="remove_search"),
    path("searches/<uuid:public_id>/restore/", searches.restore, name="restore_search"),
    path("feed.atom", feeds.feed, name="feed"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", feeds.sitemap_part, name="sitemap_part"),
    path("robots.txt", feeds.robots, name="robots"),
    path("micro-credentials/<uuid:public_id>/", micro_credential.show, name="micro_credential"),
    path("micro-credentials/<uuid:public_id>/save/", micro_credential.save, name="save"),
    path("micro-credentials/<uuid:public_id>/changes/", changes.show, name="changes"),
    path("editions/<uuid:public_id>/", edition.show, name="edition"),
    path("editions/<uuid:public_id>.json", edition.text, name="edition_text"),
    path("editions/<uuid:public_id>/badge.svg", edition.art, name="edition_art"),
    path("stacks/", stack.index, name="stacks"),
    path("stacks/<uuid:public_id>/", stack.show, name="stack"),
    path("stacks/editions/<uuid:public_id>/", stack.edition, name="stack_edition"),
    path("stacks/editions/<uuid:public_id>.json", stack.text, name="stack_text"),
    path("stacks/editions/<uuid:public_id>/badge.svg", stack.art, name="stack_art"),
    path(BADGE, badge.show, name="badge"),
    path(f"{BADGE}credential.json", badge.credential, name="credential"),
    path(f"{BADGE}badge.svg", badge.svg, name="badge_svg"),
    path(f"{BADGE}badge.png", badge.png, name="badge_png"),
    path(f"{BADGE}certificate.pdf", badge.certificate, name="certificate"),
    path("frameworks/", framework.every, name="frameworks"),
    path(FRAMEWORK, framework.show, name="framework"),
    path(f"{FRAMEWORK}items/<uuid:item>/", framework.item, name="framework_item"),
    path("verify/", verify.show, name="verify"),
    path(ISSUER, issuer.show, name="issuer"),
    path(f"{ISSUER}did.json", issuer.did, name="did"),
    path(f"{ISSUER}image.png", issuer.image, name="issuer_image"),
    path(f"{ISSUER}status/<uuid:public_id>", issuer.status, name="status_list"),
    path(f"{ISSUER}status/<uuid:public_id>/<slug:by>", issuer.status, name="status_list_of_key"),
]
