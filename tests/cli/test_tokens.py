"""Operators list, make and take back the tokens by which programs award, with one command."""

from __future__ import annotations

import pytest

from cairn.cli import main
from cairn.demo.stage import Stage
from cairn.domain.issuing.models import AccessToken
from cairn.domain.issuing.operations import digest_of
from cairn.domain.issuing.tokens import tokens_shown


def test_a_token_is_printed_once_alone_and_holds_until_it_is_revoked(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    made = ("tokens", "create", "--organization", "cedar-hollow", "--name", "Records bridge", "--no-letters")
    assert main(made) == 0
    secret = capsys.readouterr().out.removesuffix("\n")
    token = AccessToken.objects.select_related("run").get()
    assert (token.digest, token.made_by, token.run.letters) == (digest_of(secret), None, False)
    held = tokens_shown([token.digest])
    name = f"token-{token.public_id.hex[:12]}"
    told = []
    for arguments in (["list"], ["revoke", name], ["list", "--organization", "cedar-hollow"]):
        assert main(["tokens", *arguments]) == 0
        told.append(capsys.readouterr().out.split("  "))
    day = f"{token.made_at:%Y-%m-%d}"
    assert told[0] == [
        *("cedar-hollow", name, "Records bridge", f"since {day}, in use, not used yet", "0 awarded\n"),
    ]
    assert told[1] == [
        "Records bridge may no longer award in the name of cedar-hollow. What it awarded stays.\n"
    ]
    assert told[2][3] == f"since {day}, revoked {day}, not used yet"
    assert (list(held), tokens_shown([token.digest])) == ([token.digest], {})


def test_who_may_not_make_tokens_is_told_so_and_gets_none(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    by = stage.people["dana-brown"].email or ""
    made = ["tokens", "create", "--organization", "cedar-hollow", "--name", "Bridge", "--by", by]
    assert [main(made), main(["tokens", "revoke", "token-1"])] == [2, 2]
    said = capsys.readouterr()
    assert (said.out, said.err.count("cairn: "), AccessToken.objects.count()) == ("", 2, 0)
