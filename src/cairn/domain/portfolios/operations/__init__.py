from cairn.domain.portfolios.operations.collecting import arrange, change, make, put_in, remove, take_out
from cairn.domain.portfolios.operations.linking import count_opening, make_link, withdraw
from cairn.domain.portfolios.operations.showing import move_pin, pin, say, show, show_piece, unpin

__all__ = [
    "arrange",
    "change",
    "count_opening",
    "make",
    "make_link",
    "move_pin",
    "pin",
    "put_in",
    "remove",
    "say",
    "show",
    "show_piece",
    "take_out",
    "unpin",
    "withdraw",
]
