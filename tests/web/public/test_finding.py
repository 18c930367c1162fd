"""Around the catalog: corrections, comparing, saved searches, goals, what is alike, and what programs read."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from pyld import jsonld

from cairn.demo.stage import Stage
from cairn.domain.catalog.models import MicroCredential
from cairn.domain.finding import operations
from cairn.domain.finding.models import SavedSearch
from cairn.domain.finding.queries import Asked, find
from cairn.web.public import linked
from tests.walk import DAY, LONG_AGO, work_at

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def titles(response) -> list[str]:
    return re.findall(r'<h3><a href="/micro-credentials/[^"]+">([^<]+)</a>', response.content.decode())


def ids(stage: Stage, *keys: str) -> list[str]:
    return [str(stage.editions[key].micro_credential.public_id) for key in keys]


# --- Corrections -------------------------------------------------------------------------------------------


def test_a_mistyped_word_is_said_to_be_corrected_with_a_way_to_insist(stage, visitor):
    page = visitor.get("/?q=mroning").content.decode()
    assert "Showing results for “<strong>morning</strong>”." in page
    assert '<a href="/?q=mroning&amp;exact=1">Search for “mroning” instead</a>' in page
    insisted = visitor.get("/?q=mroning&exact=1").content.decode()
    assert ("Showing results for" in insisted, "Nothing matches yet" in insisted) == (False, True)


# --- Facets ------------------------------------------------------------------------------------------------


def test_a_facet_that_divides_nothing_is_left_out_unless_it_is_chosen(stage, visitor):
    assert 'name="lang"' not in visitor.get("/").content.decode()
    assert 'name="lang" value="en" checked' in visitor.get("/?lang=en").content.decode()


@pytest.mark.parametrize("facet", ["topic", "share", "grade", "time"])
def test_the_count_at_an_option_is_what_its_address_finds(stage, visitor, facet):
    page = visitor.get("/").content.decode()
    options = re.findall(rf'name="{facet}" value="([^"]+)".*?id="n-{facet}-[^>]*>(\d+)<', page)
    assert options
    assert options == [(value, str(len(titles(visitor.get(f"/?{facet}={value}"))))) for value, _ in options]


# --- Comparing ---------------------------------------------------------------------------------------------


def test_what_is_to_be_compared_is_kept_in_the_address(stage, visitor):
    first, second = ids(stage, "exit-tickets", "wait-time")
    page = visitor.get(f"/?q=exit&vs={second}").content.decode()
    assert f'href="/?q=exit&amp;vs={second}&amp;vs={first}"' in page
    assert f'<input type="hidden" name="vs" value="{second}">' in page
    assert 'href="/?q=exit" aria-label="Do not compare' in page
    both = visitor.get(f"/?vs={first}&vs={second}").content.decode()
    assert f'href="/compare/?id={first}&amp;id={second}"' in both


def test_two_stand_side_by_side_with_every_question(stage, visitor):
    first, second = ids(stage, "exit-tickets", "wait-time")
    page = visitor.get(f"/compare/?id={first}&id={second}&id=nonsense&id={first}").content.decode()
    heads = re.findall(r'<th scope="col">.*?<a href="/micro-credentials/[^"]+">([^<]+)</a>', page)
    assert heads == [stage.editions["exit-tickets"].title, stage.editions["wait-time"].title]
    rows = re.findall(r'<th scope="row">([^<]+)', page)
    assert rows == [
        "What it shows", "Time", "What you will send", "What evaluators look for", "Levels", "Needs", "Counts toward",
        "Fee", "Grades", "For", "Offered by", "Earned",
    ]  # fmt: skip
    assert f'href="/compare/?id={second}"' in page


def test_what_all_say_alike_is_marked(stage, visitor):
    first, second = ids(stage, "exit-tickets", "wait-time")
    page = visitor.get(f"/compare/?id={first}&id={second}").content.decode()
    assert re.search(r"<tr data-same><th scope=\"row\">Fee<", page)
    assert re.search(r"<tr><th scope=\"row\">What it shows<", page)


def test_comparing_nothing_shows_the_way_to_some(stage, visitor):
    assert "Nothing to compare yet" in visitor.get("/compare/").content.decode()


def test_four_columns_cost_as_many_queries_as_one(stage, visitor, django_assert_max_num_queries):
    asked = "&".join(f"id={each}" for each in ids(stage, *stage.editions))
    with django_assert_max_num_queries(3):
        visitor.get(f"/compare/?{asked}")


# --- Saved searches ----------------------------------------------------------------------------------------


def test_a_search_is_saved_found_again_removed_and_put_back(stage, dana):
    asked = {"name": "Talk", "question": "q=talk&topic=discussion&page=3&color=red"}
    assert dana.post("/searches/save/", asked)["Location"] == "/?q=talk&topic=discussion&page=3"
    search = SavedSearch.objects.get()
    assert (search.name, search.question) == ("Talk", "q=talk&topic=discussion")
    assert 'href="/?q=talk&amp;topic=discussion"' in dana.get("/searches/").content.decode()
    after = dana.post(f"/searches/{search.public_id}/remove/")["Location"]
    assert after == f"/searches/?removed={search.public_id}"
    page = dana.get(after).content.decode()
    assert ("“Talk” is removed." in page, "No saved searches yet" in page) == (True, True)
    dana.post(f"/searches/{search.public_id}/restore/")
    assert "No saved searches yet" not in dana.get("/searches/").content.decode()


def test_a_name_in_use_leads_back_with_the_reason(stage, dana):
    dana.post("/searches/save/", {"name": "Talk", "question": "q=talk"})
    page = dana.post("/searches/save/", {"name": "Talk", "question": "q=exit"}, follow=True).content.decode()
    assert ("You have a search called “Talk” already" in page, SavedSearch.objects.count()) == (True, 1)


def test_saving_is_offered_to_who_is_signed_in_and_asks_something(stage, dana, visitor):
    offered = [
        "Save this search" in browser.get(address).content.decode()
        for browser in (dana, visitor)
        for address in ("/", "/?q=exit")
    ]
    assert offered == [False, True, False, False]


# --- Alike, and toward a goal ------------------------------------------------------------------------------


def test_a_page_leads_to_others_that_are_like_it(stage, offered, visitor):
    page = visitor.get(f"/micro-credentials/{offered.public_id}/").content.decode()
    alike = page.partition("More like this")[2]
    wait, exit_tickets, meeting = ids(stage, "wait-time", "exit-tickets", "morning-meeting")
    assert [f"/micro-credentials/{each}/" in alike for each in (wait, exit_tickets)] == [True, False]
    # It shares neither a topic nor a telling word.
    assert f"/micro-credentials/{meeting}/" not in alike


def test_an_earner_is_shown_what_brings_her_to_her_goal(stage, award, dana, visitor):
    page = dana.get("/").content.decode()
    goal = page.partition("Finish your goal with these")[2].partition('<div class="browse">')[0]
    left = {each.public_id for key, each in _rows(stage) if key != "exit-tickets"}
    assert set(re.findall(r"/micro-credentials/([^/]+)/", goal)) == {str(each) for each in left}
    assert "to go." in goal
    assert "Finish your goal" not in visitor.get("/").content.decode()


def _rows(stage: Stage) -> list[tuple[str, MicroCredential]]:
    return [(key, edition.micro_credential) for key, edition in stage.editions.items()]


def test_who_has_begun_all_that_counts_is_shown_none_of_it(stage, award, dana):
    for key in ("wait-time", "morning-meeting"):
        work_at(
            "working",
            edition=stage.editions[key],
            earner=stage.people["dana-brown"],
            evaluators=[],
            at=LONG_AGO + DAY,
        )
    assert "Finish your goal" not in dana.get("/").content.decode()


# --- For programs ------------------------------------------------------------------------------------------


def said_by(browser, address: str) -> list[dict[str, Any]]:
    page = browser.get(address).content.decode()
    return [
        json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    ]


def shut(url: str, _options: object) -> dict[str, Any]:
    """Hands out schema.org's context in brief, and lets nothing else be loaded."""
    if url != "https://schema.org":
        raise AssertionError(f"{url} would be loaded")
    context = {"@vocab": "https://schema.org/", "url": {"@type": "@id"}, "license": {"@type": "@id"}}
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": context}}


def terms(value: object) -> set[str]:
    """Every property and type of expanded JSON-LD."""
    if isinstance(value, list):
        return set().union(*map(terms, value)) if value else set()
    if not isinstance(value, dict) or "@value" in value:
        return set()
    own = {key for key in value if not key.startswith("@")} | set(value.get("@type", []))
    return own.union(*(terms(inner) for inner in value.values()))


SCHEMA_ORG = {
    "EducationalOccupationalCredential", "EducationalAudience", "Organization", "Offer", "url", "name", "description",
    "credentialCategory", "competencyRequired", "inLanguage", "version", "datePublished", "timeRequired", "keywords",
    "audience", "educationalRole", "offers", "price", "priceCurrency", "category", "publisher", "recognizedBy",
    "license", "educationalAlignment", "AlignmentObject", "alignmentType", "educationalFramework", "targetName",
    "targetDescription", "targetUrl",
}  # fmt: skip
CTDL = {
    "MicroCredential", "name", "description", "subjectWebpage", "inLanguage", "dateEffective", "keyword",
    "credentialStatusType", "CredentialAlignmentObject", "targetNode", "ownedBy", "CredentialOrganization", "offeredBy",
    "estimatedDuration", "DurationProfile", "minimumDuration", "maximumDuration", "estimatedCost", "CostProfile",
    "costDetails", "price", "currency", "requires", "ConditionProfile", "condition",
}  # fmt: skip


def test_a_public_page_speaks_schema_org_and_ctdl_in_terms_that_exist(stage, offered, visitor):
    schema, ctdl = said_by(visitor, f"/micro-credentials/{offered.public_id}/")
    address = f"http://127.0.0.1:8000/micro-credentials/{offered.public_id}/"
    expanded = [jsonld.expand(said, {"documentLoader": shut}) for said in (schema, ctdl)]
    assert [[node["@id"] for node in nodes] for nodes in expanded] == [[address], [address]]
    assert expanded[0][0]["@type"] == ["https://schema.org/EducationalOccupationalCredential"]
    assert expanded[1][0]["@type"] == ["https://purl.org/ctdl/terms/MicroCredential"]
    assert terms(expanded[0]) - {f"https://schema.org/{term}" for term in SCHEMA_ORG} == set()
    assert terms(expanded[1]) - {f"https://purl.org/ctdl/terms/{term}" for term in CTDL} == set()
    assert schema["competencyRequired"] == offered.edition.document["competency"]


def test_no_text_can_end_the_block_it_is_said_in():
    said = {"name": "</script><script>alert(1)</script>&\u2028"}
    text = linked.block(said)
    assert (json.loads(text), set("<>&\u2028") & set(text)) == (said, set())


def test_no_name_of_an_earner_is_said_to_programs(stage, award, offered, visitor):
    text = json.dumps(said_by(visitor, f"/micro-credentials/{offered.public_id}/"))
    assert [name in text for name in ("Dana", "dana", "Brown")] == [False, False, False]


def test_the_feed_holds_the_newest_that_answer_its_question(stage, visitor):
    whole = ET.fromstring(visitor.get("/feed.atom").content)
    newest = find(Asked(sort="new")).keys
    rows = MicroCredential.objects.in_bulk(newest)
    assert [entry.findtext(f"{ATOM}title") for entry in whole.iter(f"{ATOM}entry")] == [
        rows[key].title for key in newest
    ]
    some = visitor.get("/feed.atom?q=exit")
    assert some["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert len(list(ET.fromstring(some.content).iter(f"{ATOM}entry"))) == 1


def test_the_map_of_the_site_leads_to_pages_that_are_there(stage, visitor):
    parts = [loc.text for loc in ET.fromstring(visitor.get("/sitemap.xml").content).iter(f"{MAP}loc")]
    assert parts == ["http://127.0.0.1:8000/sitemap-1.xml"]
    pages = [loc.text for loc in ET.fromstring(visitor.get("/sitemap-1.xml").content).iter(f"{MAP}loc")]
    paths = [str(page).removeprefix("http://127.0.0.1:8000") for page in pages]
    assert [visitor.get(path).status_code for path in paths] == [200] * len(paths)
    assert {f"/micro-credentials/{each}/" for each in ids(stage, *stage.editions)} <= set(paths)
    assert [visitor.get(f"/sitemap-{n}.xml").status_code for n in (0, 2)] == [404, 404]


def test_robots_stay_away_from_a_demonstration_and_find_the_map_elsewhere(stage, visitor, settings):
    assert visitor.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"
    settings.DEMO = False
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml\n" in visitor.get("/robots.txt").content.decode()


def test_an_empty_catalog_says_so_and_its_feed_is_still_a_feed(db, visitor):
    operations.fill(volumes=[], at=LONG_AGO)
    assert "The catalog is still empty" in visitor.get("/").content.decode()
    assert list(ET.fromstring(visitor.get("/feed.atom").content).iter(f"{ATOM}entry")) == []
