"""What may be done with requests for approval, with the people who answer them, and with exceptions."""

from cairn.domain.approvals.operations.deciding import answer, approve, ask_back, lapse, refuse
from cairn.domain.approvals.operations.exceptions import take_back, waive
from cairn.domain.approvals.operations.requests import (
    Link,
    Price,
    Request,
    ask,
    ask_again,
    withdraw,
    withdraw_all,
)
from cairn.domain.approvals.operations.seats import delegate, end_approver, end_delegation, name_approver

__all__ = [
    "Link",
    "Price",
    "Request",
    "answer",
    "approve",
    "ask",
    "ask_again",
    "ask_back",
    "delegate",
    "end_approver",
    "end_delegation",
    "lapse",
    "name_approver",
    "refuse",
    "take_back",
    "waive",
    "withdraw",
    "withdraw_all",
]
