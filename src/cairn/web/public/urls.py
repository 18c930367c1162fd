from __future__ import annotations

from django.urls import path

from cairn.web.public.views import (
    achievement,
    badge,
    badge_files,
    catalog,
    changes,
    compare,
    edition,
    endorsement,
    feeds,
    framework,
    issuer,
    micro_credential,
    searches,
    stack,
    verify,
)

app_name = "public"
BADGE = "badges/<uuid:public_id>"
ISSUER = "issuers/<slug:slug>"
ACHIEVEMENT = "achievements/<uuid:public_id>"
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
    path(f"{BADGE}/", badge.show, name="badge"),
    path(BADGE, badge.show, name="badge_id"),
    path(f"{BADGE}.json", badge_files.credential, name="credential"),
    path(f"{BADGE}.jwt", badge_files.jwt, name="badge_jwt"),
    path(f"{BADGE}.svg", badge_files.svg, name="badge_svg"),
    path(f"{BADGE}.png", badge_files.png, name="badge_png"),
    path(f"{BADGE}.pdf", badge_files.certificate, name="certificate"),
    path(f"{BADGE}/ob2.json", badge_files.ob2, name="badge_ob2"),
    path(f"{BADGE}/<str:name>", badge_files.moved, name="moved_badge_file"),
    path("endorsements/<uuid:public_id>", endorsement.show, name="endorsement"),
    path(f"{ACHIEVEMENT}/", achievement.show, name="achievement"),
    path(ACHIEVEMENT, achievement.show, name="achievement_id"),
    path(f"{ACHIEVEMENT}/ob2.json", achievement.ob2, name="achievement_ob2"),
    path("frameworks/", framework.every, name="frameworks"),
    path(FRAMEWORK, framework.show, name="framework"),
    path(f"{FRAMEWORK}items/<uuid:item>/", framework.item, name="framework_item"),
    path("verify/", verify.show, name="verify"),
    path(f"{ISSUER}/", issuer.show, name="issuer"),
    path(ISSUER, issuer.show, name="issuer_id"),
    path(f"{ISSUER}/did.json", issuer.did, name="did"),
    path(f"{ISSUER}/ob2.json", issuer.ob2, name="issuer_ob2"),
    path(f"{ISSUER}/image.png", issuer.image, name="issuer_image"),
    path(f"{ISSUER}/status/<uuid:public_id>", issuer.moved_status, name="moved_status_list"),
    path(f"{ISSUER}/status/<uuid:public_id>/<slug:by>", issuer.moved_status, name="moved_status_copy"),
    path("status/<uuid:public_id>", issuer.status, name="status_list"),
    path("status/<uuid:public_id>/<slug:by>", issuer.status, name="status_list_of_key"),
    path(".well-known/did.json", issuer.own_did, name="own_did"),
]
