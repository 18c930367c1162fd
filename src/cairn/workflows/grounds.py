"""On what ground an award stands, as its credential says it."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from cairn.domain.calibration.models import Gate, Qualification
from cairn.domain.calibration.queries import calibrated
from cairn.domain.evaluation.queries import readers_of
from cairn.domain.issuing.models import Award
from cairn.domain.portfolios.queries import public_parts
from cairn.engines.openbadges.documents import parts
from cairn.workflows import addresses

JUDGED = "Judged by evaluators against this public rubric:"
TESTED = "Tested on work that experts have rated, with readings doubled at first; what is expected:"
RECORDED = "Recorded by the issuer as equal to what this public rubric asks for:"


def told(award: Award) -> str:
    """By what an award was decided, as its criteria say it."""
    if award.qualification_id:
        return TESTED
    return RECORDED if award.import_row_id else JUDGED


def evidence_for(award: Award) -> Iterable[parts.Evidence]:
    """What stands behind an award."""
    if award.import_row_id:
        return _record(award)
    if award.qualification:
        return _gate(award.qualification)
    return _reading(award) if award.attempt else _parts(award)


def _reading(award: Award) -> Iterable[parts.Evidence]:
    """By how many evaluators the work was read, and how many were certified for it then: counts that name nobody."""
    if award.edition is None or award.attempt is None:
        return
    readers = readers_of(award.attempt)
    certified = sum(calibrated(reader, award.edition, at=sent_at) for reader, sent_at in readers)
    if not readers:
        return
    yield parts.Evidence(
        id=addresses.absolute(addresses.validity(award.edition.public_id)),
        name="How it was judged",
        narrative=f"{_counted(len(readers), certified)} The address of this entry tells how well such work is judged: "
        "it describes the process, and no person.",
        genre="Judging",
    )


def _counted(readers: int, certified: int) -> str:
    who = "One evaluator" if readers == 1 else f"{readers} evaluators"
    read = f"{who} read the work without being told whose it was."
    if readers == 1:
        held = "She had" if certified else "She had not"
    else:
        held = {0: "None of them had", 1: "One of them had", readers: "All of them had"}.get(
            certified, f"{certified} of them had"
        )
    return f"{read} {held} passed, for this rubric, a test on work that experts have rated, and it still held then."


def _gate(qualification: Qualification) -> Iterable[parts.Evidence]:
    """What stands behind an evaluator's certification: how she did at the gate."""
    gate = Gate.objects.filter(qualification=qualification, passed=True).order_by("-pk").first()
    if gate:
        yield parts.Evidence(
            name="The gate for evaluators",
            narrative=f"{gate.exact} of {gate.judgments} ratings were just as the experts', and {gate.awards} of "
            f"{gate.anchors} results, on work that the evaluator had not seen.",
            genre="Test",
        )


def _parts(award: Award) -> Iterable[parts.Evidence]:
    """What stands behind a stack's badge: the badges of its parts that their earner shows."""
    for part in public_parts(award):
        address = addresses.absolute(addresses.badge(part.public_id))
        yield parts.Evidence(id=address, name=part.title, genre="Badge")


def _record(award: Award) -> Iterable[parts.Evidence]:
    """What stands behind a past achievement: the issuer's word, and nothing that was judged here."""
    day = award.made_at.astimezone(ZoneInfo(award.organization.time_zone)).date()
    yield parts.Evidence(
        name="The issuer's own records",
        narrative=f"{award.organization.name} recorded this past achievement on {day.isoformat()} from its own "
        "records. The work was not evaluated through the system that signed this credential.",
        genre="Record",
    )
