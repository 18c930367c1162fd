"""Components give the HTML that pages, browsers and screen readers lean on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone

from cairn.domain.people.models import Membership, Organization, Person
from cairn.web import shared
from cairn.web.shared import charts, nav
from cairn.web.shared.forms import Described
from cairn.web.shared.pages import render

TEMPLATES = Path(shared.__file__).parent / "templates"


class Plan(Described, forms.Form):
    title = forms.CharField(help_text="Short.", max_length=5)


def drawn(source: str, **context: object) -> str:
    from django_cotton.compiler_regex import CottonCompiler

    return engines["django"].from_string(CottonCompiler().process(source)).render(context).strip()


@pytest.fixture
def gallery(client, db):
    return client.get("/gallery/").content.decode()


def test_the_gallery_shows_every_component(gallery):
    used = set(re.findall(r"<c-([\w-]+)", (TEMPLATES / "shared" / "gallery.html").read_text()))
    # Parts of the others, and what cannot be shown without a stored file.
    used |= {"icon", "mark", "field", "tag", "panel", "figure", "medium"}
    components = {path.stem.replace("_", "-") for path in (TEMPLATES / "cotton").glob("*.html")}
    assert components - used == set(), "Show each new component in shared/gallery.html."
    assert "<c-" not in gallery


def test_no_page_part_carries_a_style_or_a_script_of_its_own(gallery):
    assert not re.search(r"<[^>]+\s(style|on\w+|hx-on[\w:-]*)=", gallery)
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", gallery))


def test_ids_are_unique(gallery):
    found = re.findall(r'\sid="([^"]+)"', gallery)
    assert len(found) == len(set(found))


def test_the_gallery_is_shut_outside_the_demo(client, db, settings):
    settings.DEMO = settings.DEBUG = False
    assert client.get("/gallery/").status_code == 404


def test_a_field_ties_hint_and_error_to_its_input():
    html = drawn('<c-field :field="form.title" />', form=Plan({"title": "much too long"}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html


def test_a_title_of_a_badge_is_escaped():
    html = drawn('<c-badge key="k" hue="literacy" icon="sun" tier="1" :title="title" />', title='"><b>')
    assert "&quot;&gt;&lt;b&gt;" in html
    assert "<b>" not in html


def test_a_button_with_an_address_is_a_link():
    assert (
        drawn('<c-button href="/x/" kind="quiet">Go</c-button>') == '<a class="btn quiet" href="/x/" >Go</a>'
    )


def test_the_level_chooser_marks_the_level_chosen():
    levels = [{"key": "low", "name": "Low"}, {"key": "high", "name": "High"}]
    html = drawn(
        '<c-levels name="level-a" :levels="levels" :descriptors="texts" pass_level="high" chosen="high" />',
        levels=levels,
        texts={"low": "A", "high": "B"},
    )
    assert re.findall(r'value="(\w+)" data-level="(\d)"( checked)?', html) == [
        ("low", "1", ""),
        ("high", "2", " checked"),
    ]


def test_a_chart_escapes_its_words_and_repeats_its_numbers_in_a_table():
    html = charts.bars("Days <to> result", "5 & fewer", [("<Jan>", 5)], unit="days", goal=6)
    assert "<to>" not in html
    assert "<Jan>" not in html
    assert '<tr><th scope="row">&lt;Jan&gt;</th><td>5</td></tr>' in html


def test_a_stacked_chart_refuses_rows_of_another_length():
    with pytest.raises(ValueError, match="each row one number for each part"):
        charts.stacked("Scores", "Fine.", [("A", [1, 2])], ["One"])


@pytest.mark.parametrize(
    ("headers", "starts"),
    [
        ({}, "\n<!doctype html>"),
        ({"HX-Request": "true"}, "\n<p>only"),
        ({"HX-Request": "true", "HX-Boosted": "true"}, "\n<!doctype html>"),
    ],
)
def test_htmx_gets_the_part_and_everyone_else_the_page(
    tmp_path, settings, headers, starts, rf: RequestFactory, db
):
    page = "{% partialdef part %}\n<p>only{% endpartialdef %}\n<!doctype html>{% partial part %}"
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.html").write_text(page)
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [folder],
            "OPTIONS": {
                "loaders": [
                    ("template_partials.loader.Loader", ["django.template.loaders.filesystem.Loader"])
                ],
                "builtins": ["template_partials.templatetags.partials"],
            },
        }
    ]
    response = render(rf.get("/", headers=headers), "page.html", part="part")
    assert response.content.decode().startswith(starts)
    assert "HX-Request" in response["Vary"]


@pytest.mark.django_db
def test_the_header_offers_what_fits_a_persons_roles(monkeypatch):
    now = timezone.now()
    school = Organization.objects.create(slug="s", name="S", kind="district", founded_at=now)
    person = Person.objects.create_user(email="a@example.org")
    Membership.objects.create(person=person, organization=school, role="coach", since=now)
    monkeypatch.setattr(nav, "reverse", lambda name, args: f"/{name}/{'/'.join(args)}")
    monkeypatch.setitem(nav._counters, "coaching", lambda who: 3)
    assert [item.key for item in nav.items_for(None)] == ["explore", "policies"]
    assert [(item.key, item.count) for item in nav.items_for(person)] == [
        ("explore", 0),
        ("work", 0),
        ("portfolio", 0),
        ("worth", 0),
        ("coaching", 3),
    ]
