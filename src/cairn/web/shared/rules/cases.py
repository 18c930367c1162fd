"""The named cases of a policy, decided anew: each a sentence, what is expected, and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from cairn.engines.policy import Case, NotInForce, Policy, PolicyError, failures, load_cases
from cairn.engines.policy.outcome import spoken
from cairn.web.shared.rules.saying import amount


@dataclass(frozen=True, slots=True)
class Proof:
    """One case with what it expects; `failures` are sentences, none where it holds."""

    name: str
    day: str
    expects: str
    failures: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.failures


@dataclass(frozen=True, slots=True)
class Proofs:
    """All cases of a text; `problem` says why they cannot be read, with the line."""

    rows: tuple[Proof, ...] = ()
    problem: str = ""
    line: int = 0

    @property
    def failing(self) -> int:
        return sum(not row.holds for row in self.rows)

    @property
    def sound(self) -> bool:
        """Whether there are cases and all of them hold."""
        return bool(self.rows) and not self.failing


def proofs(policy: Policy, cases: str) -> Proofs:
    """Decide every case of a text under a policy."""
    if not cases.strip():
        return Proofs()
    try:
        return Proofs(tuple(_proof(policy, case) for case in load_cases(cases)))
    except PolicyError as error:
        return Proofs(problem=error.text, line=error.line)


def _proof(policy: Policy, case: Case) -> Proof:
    try:
        found = failures(policy, case)
    except (NotInForce, ValueError) as error:
        found = [str(error)]
    return Proof(case.name, spoken(case.on), _expects(policy, case), tuple(found))


def _expects(policy: Policy, case: Case) -> str:
    decision = case.decision.replace("_", " ")
    if case.total is None:
        return gettext("%(decision)s: %(state)s") % {"decision": decision, "state": case.state}
    total = amount(case.total, policy.unit)
    told = {"decision": decision, "state": case.state, "total": total}
    return gettext("%(decision)s: %(state)s, with %(total)s") % told
