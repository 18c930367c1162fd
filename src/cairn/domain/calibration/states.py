"""The lives of an evaluator's qualification and of an anchor."""

from __future__ import annotations

from cairn.engines.lifecycle import Life

LIFE = Life(
    name="qualification",
    start="earned",
    moves={
        ("earned", "invite"): "invited",
        ("earned", "leave"): "left",
        ("invited", "declare"): "declared",
        ("invited", "leave"): "left",
        ("declared", "train"): "trained",
        ("declared", "leave"): "left",
        ("trained", "pass"): "probation",
        ("trained", "fail"): "cooling_off",
        ("trained", "leave"): "left",
        ("cooling_off", "try_again"): "trained",
        ("cooling_off", "leave"): "left",
        ("probation", "pass"): "probation",
        ("probation", "fail"): "cooling_off",
        ("probation", "certify"): "certified",
        ("probation", "lapse"): "lapsed",
        ("probation", "suspend"): "suspended",
        ("probation", "leave"): "left",
        ("certified", "pass"): "certified",
        ("certified", "fail"): "cooling_off",
        ("certified", "appoint"): "lead",
        ("certified", "lapse"): "lapsed",
        ("certified", "suspend"): "suspended",
        ("certified", "leave"): "left",
        ("lead", "pass"): "lead",
        ("lead", "fail"): "cooling_off",
        ("lead", "step_down"): "certified",
        ("lead", "lapse"): "lapsed",
        ("lead", "suspend"): "suspended",
        ("lead", "leave"): "left",
        ("lapsed", "pass"): "probation",
        ("lapsed", "fail"): "cooling_off",
        ("lapsed", "suspend"): "suspended",
        ("lapsed", "leave"): "left",
        ("suspended", "reinstate"): "probation",
        ("suspended", "leave"): "left",
        ("left", "invite"): "invited",
    },
    turn={
        "earned": "lead",
        "invited": "evaluator",
        "declared": "evaluator",
        "trained": "evaluator",
        "cooling_off": "",
        "probation": "",
        "certified": "",
        "lead": "",
        "lapsed": "evaluator",
        "suspended": "lead",
        "left": "",
    },
)
IN_FORCE = ("probation", "certified", "lead")
"""In these she has passed the gate; whether it still holds is a matter of dates as well."""
MAY_TRY = ("trained", "lapsed", *IN_FORCE)
"""In these she may take the gate, be it for the first time or again."""

ANCHOR = Life(
    name="anchor",
    start="rating",
    moves={
        ("rating", "agree"): "agreed",
        ("rating", "burn"): "burnt",
        ("agreed", "burn"): "burnt",
    },
    turn={"rating": "experts", "agreed": "", "burnt": ""},
)
