"""What a rule asks of a person and of a kind of record is read from the rule itself."""

from __future__ import annotations

from importlib.resources import files

import pytest

from cairn.engines.policy import Policy, load
from cairn.engines.policy.asked import Asked, asked, told

SHIPPED = files("cairn.policies")


def policy(name: str) -> Policy:
    return load(SHIPPED.joinpath(f"{name}.yaml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("names", "decision", "asks"),
    [
        (["us-tn/teacher-license"], "renew", Asked(license=True)),
        (
            ["us-dc/teacher-renewal.1", "us-dc/teacher-renewal.2"],
            "renew",
            Asked(dates=("application",), lists=("credential being renewed", "further credential")),
        ),
        (["us-md/certificate-renewal.2"], "renew", Asked(license=True)),
        (
            ["us-ut-juab/teacher-leader"],
            "teacher_leader",
            Asked(periods=("teacher-leader",), lists=("stack agreement",)),
        ),
        (["us-az/computer-science-prek-8"], "endorse", Asked()),
    ],
)
def test_only_what_a_version_looks_at_is_asked(names: list[str], decision: str, asks: Asked) -> None:
    assert asked([policy(name) for name in names], decision) == asks


def test_a_day_that_selects_a_version_is_asked_where_there_are_two() -> None:
    both = [policy("us-md/certificate-renewal.1"), policy("us-md/certificate-renewal.2")]
    assert asked(both, "renew").dates == ("certificate issued",)


def test_a_record_is_asked_for_the_words_of_the_rules() -> None:
    training = told([policy("us-az/computer-science-prek-8")], "training")
    assert training.units == ("hours",)
    assert training.words["topic"] == (
        "foundations of teaching computer science",
        "programming for educators",
        "other computer science",
    )
    dc, named = policy("us-dc/teacher-renewal.2"), {"credential being renewed": ["biology"]}
    assert told([dc], "learning", named).words == {"subject": ("biology",)}
    assert told([policy("us-tn/teacher-license")], "evaluation").words == {"level": ("5", "4", "3")}
    assert told([dc], "fun run").words == {}
