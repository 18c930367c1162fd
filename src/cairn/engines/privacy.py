"""What a model says about its personal fields: export and erasure read it, and nothing else decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

OnLeave = Literal["erase", "blank", "keep"]


@dataclass(frozen=True, slots=True)
class Privacy:
    """The declaration of one model.

    `personal` names its personal fields, `owner` is the path to the person they belong to (empty when
    nobody's), and `on_leave` says what happens to a row when that person is forgotten: the row is erased,
    its personal fields are blanked, or it is kept, for the reason in `why`. `address` names the field by which
    a row is hers that has no owner yet: it holds her e-mail address.
    """

    personal: tuple[str, ...] = ()
    owner: str = ""
    on_leave: OnLeave = "keep"
    why: str = ""
    address: str = ""

    def __post_init__(self) -> None:
        if self.personal and not self.owner:
            raise ValueError("Personal fields need an owner.")
        if self.personal and self.on_leave == "keep" and not self.why:
            raise ValueError("Keeping personal fields needs a reason.")


NOTHING_PERSONAL = Privacy()
