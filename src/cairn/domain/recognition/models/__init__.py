from cairn.domain.recognition.models.decisions import FinalDecision, Spending
from cairn.domain.recognition.models.payments import Batch, Budget, Instruction
from cairn.domain.recognition.models.records import Applied, CreditClaim, Filing, Verification
from cairn.domain.recognition.models.tasks import Packet, PaymentRun
from cairn.domain.recognition.models.transcripts import Transcript

__all__ = [
    "Applied",
    "Batch",
    "Budget",
    "CreditClaim",
    "Filing",
    "FinalDecision",
    "Instruction",
    "Packet",
    "PaymentRun",
    "Spending",
    "Transcript",
    "Verification",
]
