"""Tags and filters for templates: `{% load cairn %}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BaseForm
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from cairn.engines.badgeart import draw
from cairn.web.shared import icons
from cairn.web.shared import standing as looks
from cairn.web.shared.fonts import FOLDER, PRELOADED
from cairn.web.shared.forms import dress
from cairn.web.shared.text import safe_markdown

register = template.Library()

register.filter("markdown", safe_markdown)
register.simple_tag(icons.inline, name="icon")
register.simple_tag(looks.standing_of, name="standing")


@register.simple_tag
def level_rows(
    levels: Sequence[Mapping[str, str]], descriptors: Mapping[str, str], pass_level: str = ""
) -> list[looks.LevelRow]:
    """Rows of `standing.level_rows`."""
    return looks.level_rows(levels, descriptors, pass_level)


@register.simple_tag
def badge_art(key: str, hue: str, icon: str, tier: int, title: str = "") -> SafeString:
    """The badge drawn inline. Prefer `<c-badge>`: a browser keeps a picture that has an address."""
    return mark_safe(draw(key, hue=hue, icon_paths=icons.paths(icon), tier=int(tier), title=title))  # noqa: S308


@register.simple_tag
def art_url(key: str, hue: str, icon: str, tier: int) -> str:
    """The address of the badge's picture, the same for good."""
    return reverse("shared:art", args=[hue, int(tier), icon, key])


@register.simple_tag
def font_links() -> SafeString:
    """Links to the fonts, when they have been built; without them the page uses the system's."""
    sheet = f"{FOLDER}/fonts.css"
    if finders.find(sheet) is None:
        return SafeString("")
    preloads = format_html_join(
        "",
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>',
        ((staticfiles_storage.url(f"{FOLDER}/{name}"),) for name in PRELOADED),
    )
    return preloads + format_html('<link rel="stylesheet" href="{}">', staticfiles_storage.url(sheet))


@register.simple_tag
def ring(done: int | str, total: int | str) -> SafeString:
    """A small ring that is `done` of `total` full."""
    length = 113.1 * int(done) / max(int(total), 1)
    return format_html(
        '<svg viewBox="0 0 44 44" aria-hidden="true"><circle class="track" cx="22" cy="22" r="18" fill="none" '
        'stroke-width="6"/><circle class="fill" cx="22" cy="22" r="18" fill="none" stroke-width="6" '
        'stroke-dasharray="{} 114" transform="rotate(-90 22 22)"/></svg>',
        f"{length:.1f}",
    )


@register.filter
def of_total(done: int | str, total: int | str) -> list[bool]:
    """`2|of_total:3` is [True, True, False]."""
    return [place < int(done) for place in range(int(total))]


@register.filter
def clock(seconds: float | str) -> str:
    """Seconds as `1:05`, or `1:02:05` from an hour on."""
    minutes, rest = divmod(int(float(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@register.filter
def hours(span: Mapping[str, int] | float) -> str:
    """`{"low": 6, "high": 9}` or a number of hours, in words."""
    if not isinstance(span, Mapping):
        return ngettext("%(count)s hour", "%(count)s hours", round(span)) % {"count": f"{span:g}"}
    low, high = span["low"], span["high"]
    if low == high:
        return ngettext("About %(count)d hour", "About %(count)d hours", low) % {"count": low}
    return gettext("%(low)d–%(high)d hours") % {"low": low, "high": high}


@register.filter
def money(amount: Mapping[str, Any] | int) -> str:
    """`{"cents": 4000, "currency": "USD"}` or cents of US dollars; nothing to pay reads “No fee”."""
    cents, currency = (
        (amount["cents"], amount["currency"]) if isinstance(amount, Mapping) else (amount, "USD")
    )
    if not cents:
        return gettext("No fee")
    whole, rest = divmod(int(cents), 100)
    figure = f"{whole:,}.{rest:02}" if rest else f"{whole:,}"
    return f"${figure}" if currency == "USD" else f"{figure} {currency}"


@register.filter
def money_of(cents: int) -> str:
    """Cents of US dollars as a sum: $0, $200 or $199.50."""
    whole, rest = divmod(int(cents), 100)
    return f"${whole:,}.{rest:02}" if rest else f"${whole:,}"


@register.filter
def day(when: date | datetime | None) -> SafeString:
    """A date as `<time>`, in words, in the active time zone; empty for none."""
    if when is None:
        return SafeString("")
    local = timezone.localtime(when) if isinstance(when, datetime) else when
    return format_html('<time datetime="{}">{}</time>', when.isoformat(), date_format(local, "M j, Y"))


@register.filter
def moment(when: datetime | None) -> SafeString:
    """A date with its time as `<time>`, in the active time zone; empty for none."""
    if when is None:
        return SafeString("")
    shown = date_format(timezone.localtime(when), "M j, Y, g:i A")
    return format_html('<time datetime="{}">{}</time>', when.isoformat(), shown)


@register.filter
def lookup(mapping: Mapping[Any, Any], key: object) -> object:
    """`mapping[key]`, or an empty string."""
    return mapping.get(key, "")


@register.filter
def dressed(form: BaseForm) -> BaseForm:
    """A library's form with our classes on its fields."""
    for field in form.fields.values():
        dress(field)
    return form


@register.filter
def comment_icon(kind: str) -> str:
    return looks.COMMENT_KINDS[kind].icon


@register.filter
def comment_label(kind: str) -> str | Promise:
    return looks.COMMENT_KINDS[kind].label
