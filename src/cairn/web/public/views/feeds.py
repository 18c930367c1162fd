"""What programs read of the catalog: a feed of what is new, the map of the site, and what robots may read."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cairn.domain.catalog.queries import offered
from cairn.domain.finding.models import Entry
from cairn.domain.people.models import Organization
from cairn.web.public import asked as questions
from cairn.web.public.asked import Asked
from cairn.web.shared.guards import public
from cairn.workflows import addresses

A_FEED = 50
A_MAP = 5_000


@public
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest that answer a question, as Atom (RFC 4287); the same question as the catalog's address takes."""
    told = questions.read(request.GET)
    asked = Asked(told.query, told.chosen, sort="new", exact=told.exact)
    keys = asked.found(1, A_FEED).keys
    rows = offered().in_bulk(keys)
    entries = [(row, row.edition, _address(row.public_id)) for key in keys if (row := rows.get(key))]
    context = {
        "entries": entries,
        "updated": max((e.published_at for _, e, _ in entries if e), default=timezone.now()),
        "own": addresses.absolute(request.get_full_path()),
        "page": addresses.absolute(asked.address()),
        "query": asked.query,
    }
    return render(request, "public/feed.xml", context, content_type="application/atom+xml; charset=utf-8")


@public
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of the site's maps."""
    pages = max(1, -(-Entry.objects.count() // A_MAP))
    maps = [addresses.absolute(reverse("public:sitemap_part", args=[n + 1])) for n in range(pages)]
    return render(request, "public/sitemap.xml", {"maps": maps}, content_type="application/xml")


@public
@require_safe
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """One map: so many micro-credentials, and on the first the other public pages too."""
    start = (number - 1) * A_MAP
    rows = Entry.objects.order_by("pk").values_list("micro_credential__public_id", "published_at")
    part = list(rows[start : start + A_MAP]) if number > 0 else []
    if not part and number != 1:
        raise Http404
    context = {"rows": [(_address(key), at) for key, at in part], "others": _others() if number == 1 else []}
    return render(request, "public/sitemap_part.xml", context, content_type="application/xml")


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """A demonstration is not for search engines; elsewhere they may read what visitors may."""
    if settings.DEMO:
        lines = ["User-agent: *", "Disallow: /"]
    else:
        lines = ["User-agent: *", "Disallow: /account/", "Disallow: /compare/", "Disallow: /*?"]
        lines.append(f"Sitemap: {addresses.absolute(reverse('public:sitemap'))}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def _address(public_id: object) -> str:
    return addresses.absolute(reverse("public:micro_credential", args=[public_id]))


def _others() -> list[str]:
    slugs = Organization.objects.filter(micro_credentials__entry__isnull=False).order_by("slug").distinct()
    paths = [reverse("public:catalog"), reverse("public:verify")]
    paths += [reverse("public:issuer", args=[slug]) for slug in slugs.values_list("slug", flat=True)]
    return [addresses.absolute(path) for path in paths]
