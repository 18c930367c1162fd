"""What hinders publishing a micro-credential document, all of it, in the order of the document."""

from __future__ import annotations

import re

from cairn.domain.catalog.document_around import (
    LANGUAGE_TAG,
    check_alignments,
    check_completion,
    check_examples,
    check_license,
    check_prerequisites,
    check_translations,
)
from cairn.domain.catalog.document_judging import check_judging
from cairn.domain.catalog.document_rubric import check_rubric
from cairn.domain.catalog.document_slots import Slot, check_slots
from cairn.domain.catalog.document_spot import Problem, Spot
from cairn.domain.catalog.document_words import (
    AUDIENCES,
    FIELDS,
    FIRST_FIELDS,
    GRADES,
    RESOURCE_KINDS,
    SCHEMA,
    STAKES,
    TOPICS,
)


def problems(document: object) -> list[Problem]:
    """Everything to mend before `document` can be published; empty when it is ready. Never raises on JSON.

    A document of schema version 1 is held to the rules of its time.
    """
    found: list[Problem] = []
    whole = Spot(document, "", found)
    version = whole.at("schema").value
    if type(version) is int and version == 1:
        _first(whole)
    elif whole.has("a micro-credential", *FIELDS):
        _second(whole)
    return found


def _first(whole: Spot) -> None:
    if whole.has("a micro-credential", *FIRST_FIELDS):
        slots = _shared(whole, first=True)
        check_rubric(whole.at("rubric"), slots, first=True)
        _readings(whole)
        whole.at("example").text("a worked example", most=20_000, optional=True)


def _second(whole: Spot) -> None:
    version = whole.at("schema").value
    if type(version) is not int or version != SCHEMA:
        whole.at("schema").note("schema", f"Set the schema version to {SCHEMA}: this program reads no other.")
    slots = _shared(whole, first=False)
    check_prerequisites(whole.at("prerequisites"))
    check_completion(whole.at("completion"))
    rubric = check_rubric(whole.at("rubric"), slots)
    _readings(whole)
    check_judging(whole.at("judging"))
    check_alignments(whole.at("alignments"))
    check_license(whole)
    check_examples(whole.at("examples"), rubric)
    check_translations(whole.at("translations"), _language(whole))


def _shared(whole: Spot, *, first: bool) -> list[Slot]:
    _identity(whole)
    _facets(whole)
    _terms(whole)
    _learning(whole)
    slots = check_slots(whole.at("slots"), first=first)
    _needs(whole.at("needs"), slots)
    return slots


def _readings(whole: Spot) -> None:
    whole.at("readings").whole("the number of evaluators who read each round", least=1, most=5)


def _identity(whole: Spot) -> None:
    whole.at("key").slug("a key")
    whole.at("title").text("a title", most=120)
    competency = whole.at("competency").text("a competency", most=400)
    if competency and not competency.casefold().startswith("you ") and _language(whole).startswith("en"):
        whole.at("competency").note(
            "competency_voice", "Begin the competency with “You”: say what an earner can do."
        )
    whole.at("summary").text("a summary", most=600)
    language = whole.at("language").text("a language", most=35)
    if language and not LANGUAGE_TAG.fullmatch(language):
        whole.at("language").note("not_a_language", "Give the language as a tag such as en, es or pt-BR.")


def _language(whole: Spot) -> str:
    value = whole.at("language").value
    return value if isinstance(value, str) else ""


def _facets(whole: Spot) -> None:
    whole.at("topics").choices("a topic", TOPICS)
    for spot in whole.at("subjects").items("subjects"):
        spot.text("a subject", most=60)
    whole.at("grades").choices("a grade band", GRADES)
    whole.at("audience").choices("an audience", AUDIENCES)
    whole.at("icon").slug("an icon name")
    whole.at("tier").whole("the tier", least=1, most=3)


def _terms(whole: Spot) -> None:
    hours = whole.at("hours")
    if hours.has("the hours it takes", "low", "high"):
        low = hours.at("low").whole("the least hours it takes", least=1, most=1000)
        high = hours.at("high").whole("the most hours it takes", least=1, most=1000)
        if low is not None and high is not None and low > high:
            hours.note("out_of_order", f"Put the smaller number of hours first: {low} is more than {high}.")
    fee = whole.at("fee")
    if fee.has("the fee", "cents", "currency"):
        fee.at("cents").whole("the fee in cents", least=0, most=10_000_000)
        currency = fee.at("currency").text("a currency", most=64)
        if currency and not re.fullmatch(r"[A-Z]{3}", currency):
            fee.at("currency").note(
                "not_a_currency", "Give the currency as three capital letters, such as USD."
            )
    whole.at("purpose").text("a declared purpose", most=1000)
    whole.at("stakes").choice("the stakes", STAKES)


def _learning(whole: Spot) -> None:
    method = whole.at("method")
    if method.has("a key method", "name", "summary", "components"):
        method.at("name").text("a name for the method", most=120)
        method.at("summary").text("a summary of the method", most=2000)
        for spot in method.at("components").items("a component of the method", least=1):
            if spot.has("a component", "name", "text"):
                spot.at("name").text("a name for the component", most=120)
                spot.at("text").text("a description of the component", most=2000)
    for spot in whole.at("research").items("a piece of research", least=1):
        if spot.has("a piece of research", "claim", "citation", "url"):
            spot.at("claim").text("what the research shows", most=1000)
            spot.at("citation").text("a citation", most=1000)
            spot.at("url").address("the address of the research")
    for spot in whole.at("resources").items("resources"):
        _resource(spot)


def _resource(spot: Spot) -> None:
    if spot.has("a resource", "title", "kind", "url", "note"):
        spot.at("title").text("a title for the resource", most=200)
        spot.at("kind").choice("a kind of resource", RESOURCE_KINDS)
        spot.at("url").address("the address of the resource")
        spot.at("note").text("a note on the resource", most=1000, optional=True)


def _needs(needs: Spot, slots: list[Slot]) -> None:
    if not needs.has("what earners need", "student_work", "face_to_face"):
        return
    student_work = needs.at("student_work").flag("whether student work is needed")
    needs.at("face_to_face").flag("whether meeting students face to face is needed")
    asking = [slot.title for slot in slots if slot.kinds == ("student_work",) and not slot.optional]
    if asking and not student_work:
        told = f"Say that student work is needed: “{asking[0]}” asks for it."
        needs.at("student_work").note("needs_student_work", told)
