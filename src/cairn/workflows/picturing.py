"""A badge to take along: its picture with the credential in it, and a certificate for the wall."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

import resvg_py
import typst

from cairn.domain.issuing.models import Award
from cairn.domain.portfolios.access import shown_name
from cairn.engines.openbadges import baking
from cairn.workflows import addresses

PIXELS = 600
# Large enough for a page that is being shared, small enough that memory never matters.
KEPT = 32


@dataclass(frozen=True, slots=True)
class Certificate:
    """Everything a certificate says."""

    title: str
    competency: str
    earner: str
    issuer: str
    earned_on: str
    address: str
    number: str
    art: str


def svg(award: Award) -> bytes:
    """The badge as SVG with its credential baked in. The award must be issued."""
    return _svg(award.art, award.credential.text)


def png(award: Award) -> bytes:
    """The badge as a PNG of 600 by 600 pixels with its credential baked in. The award must be issued."""
    return _png(award.art, award.credential.text)


def certificate(award: Award) -> bytes:
    """A certificate as PDF. It names its earner only where the public page does."""
    return _pdf(
        Certificate(
            title=award.title,
            competency=award.claim,
            earner=shown_name(award),
            issuer=award.organization.name,
            earned_on=in_words(award.earned_on),
            address=addresses.absolute(addresses.badge(award.public_id)),
            number=str(award.public_id),
            art=award.art,
        )
    )


def in_words(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


@lru_cache(maxsize=KEPT)
def _svg(art: str, credential: str) -> bytes:
    return baking.bake_svg(art.encode(), json.loads(credential))


@lru_cache(maxsize=KEPT)
def _png(art: str, credential: str) -> bytes:
    # The art holds no text, so no fonts are needed.
    picture = resvg_py.svg_to_bytes(svg_string=art, width=PIXELS, skip_system_fonts=True)
    return baking.bake_png(bytes(picture), json.loads(credential))


@lru_cache(maxsize=KEPT)
def _pdf(said: Certificate) -> bytes:
    # Words go in as data, never as markup, so that no name or title can change the layout.
    words = {
        "title": said.title,
        "competency": said.competency,
        "earner": said.earner,
        "issuer": said.issuer,
        "earned": said.earned_on,
        "address": said.address,
        "number": said.number,
        "art": said.art,
    }
    template = files("cairn.workflows").joinpath("templates/certificate.typ").read_bytes()
    return bytes(typst.compile(template, sys_inputs=words, pdf_standards="ua-1"))
