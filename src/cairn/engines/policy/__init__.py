"""Recognition rules as dated, cited data: load a policy, decide under it, explain every record.

Pure: no clock and no I/O. `load` turns YAML into typed data, `decide` applies it to a record; `explain` says it in
sentences, `ways` what would finish it, `payments` what is due, `choose` which version answers. Importing the package
loads neither NumPy nor SciPy; deciding a population and large integer programs do, when they are asked for.
"""

from cairn.engines.policy.cases import Case, failures, load_cases
from cairn.engines.policy.decide import NotInForce, decide
from cairn.engines.policy.explain import explain, sentences
from cairn.engines.policy.facts import Approval, Fact, Period, Record, Waiver
from cairn.engines.policy.filing import load_people, load_record
from cairn.engines.policy.landscape import Recognized, recognized
from cairn.engines.policy.lint import Finding, conflicts, lint, repaid
from cairn.engines.policy.outcome import Decision, Line, Outcome, Reason, Share, Standing, State, number
from cairn.engines.policy.parse import load
from cairn.engines.policy.payments import Payment, payments, within_budget
from cairn.engines.policy.reading import PolicyError
from cairn.engines.policy.records import Contradiction
from cairn.engines.policy.replay import Receipt, differences, receipt
from cairn.engines.policy.rules import Policy
from cairn.engines.policy.versions import Choice, choose
from cairn.engines.policy.ways import Offer, Step, Way, ways
from cairn.engines.policy.writing import write

__all__ = [
    "Approval",
    "Case",
    "Choice",
    "Contradiction",
    "Decision",
    "Fact",
    "Finding",
    "Line",
    "NotInForce",
    "Offer",
    "Outcome",
    "Payment",
    "Period",
    "Policy",
    "PolicyError",
    "Reason",
    "Receipt",
    "Recognized",
    "Record",
    "Share",
    "Standing",
    "State",
    "Step",
    "Waiver",
    "Way",
    "choose",
    "conflicts",
    "decide",
    "differences",
    "explain",
    "failures",
    "lint",
    "load",
    "load_cases",
    "load_people",
    "load_record",
    "number",
    "payments",
    "receipt",
    "recognized",
    "repaid",
    "sentences",
    "ways",
    "within_budget",
    "write",
]
