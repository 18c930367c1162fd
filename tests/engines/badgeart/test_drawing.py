"""The badge's drawing keeps what it promises for any key."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.engines.badgeart import HUES, Stone, draw
from cairn.engines.badgeart.drawing import MOST_STONES
from cairn.engines.badgeart.icons import NoSuchIcon, exists, paths

SVG = "{http://www.w3.org/2000/svg}"
SUN = paths("sun")
hues = st.sampled_from(sorted(HUES))
tiers = st.integers(1, 3)
titles = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60).filter(
    lambda title: "\ufffe" not in title and "\uffff" not in title
)
stacks = st.lists(st.builds(Stone, hue=hues, earned=st.booleans()), max_size=MOST_STONES)


def luminance(color: str) -> float:
    shares = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@given(st.text(max_size=80), hues, tiers, titles, stacks)
def test_the_same_key_gives_the_same_bytes(key, hue, tier, title, stones):
    one, other = (
        draw(key, hue=hue, icon_paths=SUN, tier=tier, title=title, stones=list(stones)) for _ in range(2)
    )
    assert one == other


@given(st.text(max_size=80), hues, tiers, titles, stacks)
def test_any_badge_is_well_formed_names_itself_and_stays_under_four_kilobytes(key, hue, tier, title, stones):
    source = draw(key, hue=hue, icon_paths=SUN, tier=tier, title=title, stones=stones)
    root = ElementTree.fromstring(source)
    assert root.get("viewBox") == "0 0 240 240"
    assert root.findtext(f"{SVG}title") == (title or None)
    assert len(source) - len(title) * 5 < 4096


@given(st.text(max_size=80), hues, stacks)
def test_a_badge_of_a_stack_shows_one_stone_for_each_micro_credential(key, hue, stones):
    root = ElementTree.fromstring(draw(key, hue=hue, icon_paths=SUN, tier=1, title="", stones=stones))
    laid = [use for use in root.iter(f"{SVG}use") if use.get("href", "").startswith("#p")]
    colored = [
        (group.get("fill"), len(group)) for group in root.iter(f"{SVG}g") if len(group) and group[0] in laid
    ]
    assert len(laid) == len(stones)
    assert {fill: count for fill, count in colored if fill != "none"} == Counter(
        HUES[stone.hue].bright for stone in stones if stone.earned
    )


@given(st.text(max_size=80), hues, tiers)
def test_the_tier_shows_as_studs(key, hue, tier):
    root = ElementTree.fromstring(draw(key, hue=hue, icon_paths="", tier=tier, title=""))
    assert len([circle for circle in root.iter(f"{SVG}circle") if circle.get("r") == "5.2"]) == tier


@given(st.text(max_size=80), hues)
def test_every_reference_points_at_a_shape_of_the_same_badge(key, hue):
    root = ElementTree.fromstring(draw(key, hue=hue, icon_paths=SUN, tier=2, title=""))
    known = {element.get("id") for element in root.iter()}
    assert {use.get("href", "")[1:] for use in root.iter(f"{SVG}use")} <= known


def test_keys_tell_badges_apart():
    drawings = {
        draw(f"key-{number}", hue="literacy", icon_paths="", tier=1, title="") for number in range(200)
    }
    assert len(drawings) == 200


@pytest.mark.parametrize("name", sorted(HUES))
def test_every_hue_keeps_its_contrast(name):
    hue = HUES[name]
    assert contrast(hue.deep, hue.tint) >= 7
    assert contrast(hue.bright, hue.deep) >= 3
    assert contrast(hue.mid, "#FFFFFF") >= 4.5


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"hue": "pink"}, "There is no hue “pink”. Choose one of: assessment"),
        ({"tier": 4}, "The tier is 4. Give 1, 2 or 3."),
        ({"stones": [Stone("literacy")] * 17}, "A badge shows at most 16 stones, not 17."),
        ({"icon_paths": "<path d='M0 0'"}, "The icon is not well-formed SVG."),
        ({"icon_paths": "<script>1</script>"}, "The icon holds <script>. Only plain shapes may be drawn."),
        ({"icon_paths": "<path onclick='1' d=''/>"}, "The icon holds a script or a link."),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(change, sentence):
    given_ = {"hue": "literacy", "icon_paths": SUN, "tier": 1, "title": "", **change}
    with pytest.raises(ValueError, match=sentence.split("(", maxsplit=1)[0].replace("?", r"\?")):
        draw("key", **given_)


def test_icons_are_found_by_name_and_others_refused():
    assert exists("sun")
    assert not exists("no-such-icon")
    assert SUN.startswith("<")
    with pytest.raises(NoSuchIcon, match="There is no icon “no-such-icon”"):
        paths("no-such-icon")
