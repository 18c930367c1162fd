"""Judging a credential, check by check, in the order of the standard (OB 3.0, section 9).

`files` takes any file, `reading` opens it, `judging` asks the questions that `checking` and `revocation` answer;
`endorsements` and `records` judge what is inside, `older` Open Badges 2.0. `report` is the answer, and
`report_schema` its form for programs.
"""

from cairn.engines.openbadges.verifying.files import verify

__all__ = [
    "verify",
]
