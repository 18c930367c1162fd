"""The archive's own page: everything in it for people to read, without a server, a network or a script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Final
from urllib.parse import urlsplit

from cairn.engines.archive.days import spoken
from cairn.engines.archive.portfolio import Badge, Entry, Evidence, Portfolio, Result

_STYLE: Final = (files(__package__) / "style.css").read_text()
_STYLE_HASH: Final = b64encode(sha256(_STYLE.encode()).digest()).decode()
# What the page may load: its own pictures and media beside it, and its one style. No address, no script, no form.
_POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src file: 'self'; media-src file: 'self'; "
    "base-uri 'none'; form-action 'none'"
)
_STANDINGS: Final[Mapping[str, tuple[str, str]]] = {
    "valid": ("ok", "Valid"),
    "issued": ("ok", "Valid"),
    "suspended": ("warn", "On hold"),
    "revoked": ("warn", "Revoked"),
    "expired": ("warn", "Expired"),
}
_MEDIA: Final = {"image": "shown", "video": "video", "audio": "audio"}


def page(portfolio: Portfolio) -> str:
    """The page as HTML. Whatever was typed by anybody goes in as text."""
    titles = {badge.id: (number, badge.title) for number, badge in enumerate(portfolio.badges, 1)}
    return "".join(
        (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{escape(portfolio.holder)}: portfolio</title><style>{_STYLE}</style></head><body>",
            f'<div class="wrap">{_head(portfolio)}<main>',
            *(_badge(badge, number, titles) for number, badge in enumerate(portfolio.badges, 1)),
            f"{_entries(portfolio.entries)}</main>{_foot(portfolio)}</div></body></html>\n",
        )
    )


def _entries(entries: tuple[Entry, ...]) -> str:
    """What she entered herself: nobody signed it."""
    rows = "".join(
        f"<div><dt>{escape(one.title)}</dt><dd>{escape(' '.join((one.amount, one.unit or one.kind)))}, "
        f"{spoken(one.earned_on)}</dd></div>"
        for one in entries
    )
    told = '<p class="small">Entered by the holder of this portfolio; it bears no signature.</p>'
    return (
        f"<article><h2>Other professional learning</h2>{told}<section><dl>{rows}</dl></section></article>"
        if rows
        else ""
    )


def _head(portfolio: Portfolio) -> str:
    count = len(portfolio.badges)
    badges = "1 badge" if count == 1 else f"{count} badges"
    made = f"{badges}, as of {spoken(portfolio.day)}"
    by = f", from {escape(portfolio.made_by)}" if portfolio.made_by else ""
    wall = "".join(
        f'<li><a href="#badge-{number}">{_art(badge, "", 128)}<strong>{escape(badge.title)}</strong></a></li>'
        for number, badge in enumerate(portfolio.badges, 1)
    )
    return (
        f'<header><h1>{escape(portfolio.holder)}</h1><p class="lead">{made}{by}.</p></header>'
        f'<nav aria-label="Badges"><ul class="wall">{wall}</ul></nav>'
    )


def _badge(badge: Badge, number: int, titles: Mapping[str, tuple[int, str]]) -> str:
    sections = (
        _section("What was reached", _results(badge.results)),
        _section("The badges that completed it", _parts(badge.parts, titles)),
        _section("The evidence", _listed(_evidence(one) for one in badge.evidence)),
        _section("Its files", _files(badge)),
    )
    said = f"<p>{escape(badge.claim)}</p>" if badge.claim else ""
    hers = f"<blockquote>{escape(badge.narrative)}</blockquote>" if badge.narrative else ""
    return (
        f'<article id="badge-{number}"><div class="top">{_art(badge, f"Badge: {badge.title}", 176)}'
        f'<div class="stack"><h2>{escape(badge.title)}</h2>{said}{_tags(badge)}{_standing(badge)}</div></div>'
        f"{hers}{''.join(sections)}</article>"
    )


def _art(badge: Badge, words: str, size: int) -> str:
    source = badge.image or badge.picture
    if not source:
        return '<span class="blank"></span>'
    return f'<img src="{escape(source)}" alt="{escape(words)}" width="{size}" height="{size}">'


def _tags(badge: Badge) -> str:
    mark, words = _STANDINGS.get(badge.standing, ("", badge.standing))
    tags = [f"<li>{escape(badge.issuer)}</li>"]
    if badge.earned_on:
        tags.append(f'<li class="earned">Earned {spoken(badge.earned_on)}</li>')
    if words:
        tags.append(f'<li class="{mark}">{escape(words)}</li>')
    if badge.origin == "elsewhere":
        tags.append("<li>Kept from elsewhere</li>")
    return f'<ul class="tags">{"".join(tags)}</ul>'


def _standing(badge: Badge) -> str:
    """What was known of it, and when: nothing in an archive can tell what has happened since."""
    told = []
    if badge.known_on:
        told.append(f"This is how it stood on {spoken(badge.known_on)}; ask its issuer for what came after.")
    if badge.expires_on:
        told.append(f"It runs until {spoken(badge.expires_on)}.")
    if badge.reason:
        told.append(f"Its issuer says: {badge.reason}")
    return f'<p class="small">{escape(" ".join(told))}</p>' if told else ""


def _results(results: tuple[Result, ...]) -> str:
    rows = "".join(
        f"<div><dt>{escape(one.criterion)}: {escape(one.level)}</dt>"
        + (f"<dd>{escape(one.described)}</dd>" if one.described else "")
        + "</div>"
        for one in results
    )
    return f"<dl>{rows}</dl>" if rows else ""


def _parts(parts: tuple[str, ...], titles: Mapping[str, tuple[int, str]]) -> str:
    return _listed(
        f'<a href="#badge-{titles[one][0]}">{escape(titles[one][1])}</a>' for one in parts if one in titles
    )


def _evidence(one: Evidence) -> str:
    part = "" if one.title.startswith(one.part) else one.part
    facts = ", ".join(filter(None, (part, spoken(one.made_on) if one.made_on else "")))
    title = f"<strong>{escape(one.title)}</strong>" + (
        f' <span class="small">{escape(facts)}</span>' if facts else ""
    )
    if one.absent:
        return f'{title}<p class="small">Not in this archive: {escape(one.absent)}</p>'
    if one.words:
        return f'<details><summary>{escape(one.title)}</summary><p class="words">{escape(one.words)}</p></details>'
    if one.address:
        return f"{title}<br>{_link(one.address)}"
    return f'{title}<br><a href="{escape(one.path)}">Open the file</a>{_medium(one)}'


def _medium(one: Evidence) -> str:
    source, kind = escape(one.path), one.media_type.partition("/")[0]
    if _MEDIA.get(kind) == "shown":
        return f'<img class="shown" src="{source}" alt="{escape(one.title)}" loading="lazy">'
    if kind in _MEDIA:
        return f'<{kind} controls preload="none" src="{source}" aria-label="{escape(one.title)}"></{kind}>'
    return ""


def _files(badge: Badge) -> str:
    """The signed document itself, the pictures that carry it, and the text that it was judged against."""
    told = (
        (badge.credential, "The credential (JSON)"),
        (badge.image, "In a picture (SVG)"),
        (badge.picture, "In a picture (PNG)"),
        (badge.edition, "What it was judged against"),
    )
    rows = "".join(f'<li><a href="{escape(path)}">{words}</a></li>' for path, words in told if path)
    page = f'<p class="small">Its page, as long as its issuer keeps it: {_link(badge.address)}</p>'
    return f'<ul class="tags files">{rows}</ul>{page if badge.address else ""}'


def _link(address: str) -> str:
    """A way out that is taken only when somebody follows it; what is no web address is only shown."""
    shown = f"<code>{escape(address)}</code>"
    if urlsplit(address).scheme not in ("http", "https"):
        return shown
    return f'<a href="{escape(address)}" rel="noopener noreferrer nofollow">{shown}</a>'


def _listed(rows: Iterable[str]) -> str:
    items = "".join(f"<li>{row}</li>" for row in rows)
    return f'<ul class="plain">{items}</ul>' if items else ""


def _section(title: str, inside: str) -> str:
    return f"<section><h3>{title}</h3>{inside}</section>" if inside else ""


def _foot(portfolio: Portfolio) -> str:
    whole = (
        f'<p>All badges in one signed record (Comprehensive Learner Record 2.0): <a href="{escape(portfolio.record)}">'
        "the record</a>.</p>"
        if portfolio.record
        else ""
    )
    return (
        '<footer class="stack"><h2>How to check it</h2>'
        "<p>What stands on this page is its holder's word. Each badge is also a signed file that proves itself, to "
        "anybody and without asking her: give the credential's file to any verifier of Open Badges 3.0, "
        "or check the whole archive with Cairn:</p>"
        "<pre><code>cairn verify ARCHIVE.zip</code></pre>"
        "<p>That shows whether a badge is unchanged. Whose key signed it is shown only by the issuer itself, or by a "
        "register that you keep; what came along in this archive confirms nothing.</p>"
        "<p>Whether a file was damaged on its way is seen with any program for BagIt, or in the archive's folder "
        "with:</p><pre><code>sha256sum --check manifest-sha256.txt</code></pre>"
        f"{whole}{_lists(portfolio)}</footer>"
    )


def _lists(portfolio: Portfolio) -> str:
    rows = [
        f'<a href="{escape(one.path)}">{escape(one.name or one.id)}</a>, as it stood on {spoken(one.known_at[:10])}'
        for one in (*portfolio.issuers, *portfolio.status_lists)
    ]
    return _section("Issuers' documents and lists of what was revoked", _listed(rows))
