"""Checks of what stands around evidence and rubric since schema version 2: terms, neighbors, examples."""

from __future__ import annotations

import re

from cairn.domain.catalog.document_rubric import Rubric
from cairn.domain.catalog.document_spot import SLUG, Spot, distinct
from cairn.domain.catalog.document_words import ADAPTATIONS, LICENSES

LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DIGEST = re.compile(r"[0-9a-f]{64}")


def check_completion(completion: Spot) -> None:
    for spot in completion.items("completion indicators, or an empty list", most=20):
        spot.text("what must be done", most=300)


def check_alignments(alignments: Spot) -> None:
    for spot in alignments.items("alignments, or an empty list", most=50):
        if not spot.has("an alignment", "framework", "item", "code", "text", "url"):
            continue
        spot.at("framework").text("the framework's name", most=200)
        item = spot.at("item").text("the item's identifier", most=64, optional=True)
        if item and not UUID.fullmatch(item):
            spot.at("item").note(
                "not_a_uuid", "Give the item's identifier as its framework does (a UUID), or leave it empty."
            )
        code = spot.at("code").text("the item's code", most=60, optional=True)
        text = spot.at("text").text("the item's text", most=2000, optional=True)
        if not code and not text:
            spot.note("missing", "Say which item of the framework this aligns to, by its code or its text.")
        spot.at("url").address("the address of the item")


def check_prerequisites(prerequisites: Spot) -> None:
    named = []
    for spot in prerequisites.items("prerequisites, or an empty list"):
        if spot.has("a prerequisite", "micro_credential", "required", "note"):
            address = spot.at("micro_credential").text("the micro-credential that comes before", most=160)
            parts = address.split("/")
            if address and (len(parts) != 2 or not all(SLUG.fullmatch(part) for part in parts)):
                told = (
                    "Name the micro-credential that comes before as organization/key, in lower-case letters."
                )
                spot.at("micro_credential").note("not_a_name", told)
            spot.at("required").flag("whether it is required")
            spot.at("note").text("a note on it", most=500, optional=True)
            named.append((spot.at("micro_credential"), address))
    distinct(named, "a prerequisite")


def check_license(whole: Spot) -> None:
    own = whole.at("license").choice("a license", LICENSES)
    source = whole.at("adapted_from")
    if source.value is None:
        return
    if not source.has("what this is adapted from", "organization", "title", "url", "digest", "license"):
        return
    source.at("organization").text("whose work this is adapted from", most=200)
    source.at("title").text("the title of the work that this is adapted from", most=200)
    source.at("url").address("the address of the work that this is adapted from")
    digest = source.at("digest").text("the source's hash", most=64, optional=True)
    if digest and not DIGEST.fullmatch(digest):
        source.at("digest").note(
            "not_a_digest", "Give the source's hash as 64 digits and letters a to f, or leave it empty."
        )
    theirs = source.at("license").choice("the license of the source", LICENSES)
    if own and theirs and own not in ADAPTATIONS[theirs]:
        told = (
            f"Choose {' or '.join(ADAPTATIONS[theirs])} as the license: the source's, {theirs}, asks for it."
        )
        whole.at("license").note("license_unfit", told)


def check_examples(examples: Spot, rubric: Rubric) -> None:
    for number, spot in enumerate(examples.items("worked examples, or an empty list", most=10), start=1):
        label = f"example {number}"
        if spot.has(label, "level", "title", "text", "notes"):
            spot.at("level").choice(f"the level of {label}", rubric.levels)
            spot.at("title").text(f"a title for {label}", most=120)
            spot.at("text").text(f"the text of {label}", most=20_000)
            notes = spot.at("notes")
            if notes.has(f"notes on {label}", *rubric.criteria) and isinstance(notes.value, dict):
                for key in notes.value:
                    notes.at(str(key)).text(f"a note on {label}", most=1000, optional=True)


def check_translations(translations: Spot, language: str) -> None:
    value = translations.value
    if not isinstance(value, dict):
        translations.has("translations")
        return
    for tag in value:
        spot = translations.at(str(tag))
        if not isinstance(tag, str) or not LANGUAGE_TAG.fullmatch(tag):
            spot.note("not_a_language", "Name each translation by a language tag such as es or pt-BR.")
        elif tag == language:
            spot.note("duplicate", f"Remove the translation “{tag}”: the document is in that language.")
        if spot.has(f"the translation “{tag}”", "title", "competency", "summary"):
            spot.at("title").text(f"a title in “{tag}”", most=120)
            spot.at("competency").text(f"a competency in “{tag}”", most=400)
            spot.at("summary").text(f"a summary in “{tag}”", most=600)
