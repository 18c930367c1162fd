"""Judging a credential, check by check, in the order of the standard (OB 3.0, section 9).

`files` takes any file, `reading` opens it, `judging` asks the questions that `checking` and `revocation` answer;
`endorsements` and `records` judge what is inside, `older` Open Badges 2.0; `recipients` tells whose it is.
`report` is the answer, and `report_schema` its form for programs.
"""

from cairn.engines.openbadges.verifying.files import verify
from cairn.engines.openbadges.verifying.recipients import given_to

__all__ = [
    "given_to",
    "verify",
]
