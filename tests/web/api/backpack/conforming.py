"""What the standards ask of a host, each as a look at what it answers; empty when it is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

from cairn.engines.openbadges import documents, proofs
from cairn.engines.openbadges.hosting import READ, READ_PROFILE, UPDATE_PROFILE, UPSERT
from tests.engines.openbadges.examples import AWARDED, full_credential
from tests.engines.openbadges.test_records import SCHOOL
from tests.web.api.backpack.program import BACK, EVERYTHING, Program

Look = Callable[[Program], object]


def credential(number: int = 1, begun: Any = AWARDED) -> str:
    """A badge that another site issued, as it is signed."""
    made = full_credential(SCHOOL.secret.public.did)
    said = replace(
        made,
        id=f"urn:x:badge-{number}",
        achievement=replace(made.achievement, rubric=()),
        results=(),
        status=None,
        valid_from=begun,
    )
    return json.dumps(proofs.sign(documents.build(said), signer=SCHOOL, created=begun))


def discovery(program: Program) -> object:
    """Anybody learns where to register and to ask, and which scopes there are (OB 3.0, 6.1)."""
    told = program.wire.get("/ims/ob/v3p0/discovery").json()
    scheme = told["components"]["securitySchemes"]["OAuth2ACG"]
    flow = scheme["flows"]["authorizationCode"]
    found = [scheme["x-imssf-registrationUrl"], flow["authorizationUrl"], flow["tokenUrl"]]
    paths = [address.partition("127.0.0.1:8000")[2] for address in found]
    return paths, sorted(flow["scopes"]) == sorted(EVERYTHING.split())


def paging(program: Program) -> object:
    """Pages follow one another by their links, and say how many there are in all (OB 3.0, 6.2.2)."""
    program.connect()
    for number in (1, 2):
        program.send("post", "/credentials", credential(number))
    answer = program.get("/credentials", limit="1", offset="1")
    links = re.findall(r'offset=(\d+)>; rel="(\w+)"', answer["Link"])
    return (
        answer["X-Total-Count"],
        {name: offset for offset, name in links},
        [len(page) for page in answer.json().values()],
        [program.get("/credentials", limit=bad).status_code for bad in ("0", "-1", "x", "1.5")],
        len(program.get("/credentials", since="2999-01-01T00:00:00Z").json()["credential"]),
        program.get("/credentials", since="yesterday").status_code,
    )


def scopes(program: Program) -> object:
    """A token opens what it was given for, and nothing else (RFC 6750, 3.1)."""
    told = []
    for scope in (READ, UPSERT, READ_PROFILE, UPDATE_PROFILE):
        program.connect(scope)
        answers = [
            program.get("/credentials"),
            program.send("post", "/credentials", credential()),
            program.get("/profile"),
            program.send("put", "/profile", json.dumps({"id": "x", "type": ["Profile"], "name": "D."})),
        ]
        told.append("".join("-" if answer.status_code == 403 else "+" for answer in answers))
    return told


def pkce(program: Program) -> object:
    """Without S256 nobody is asked; with another verifier there is no token (RFC 7636, OB 3.0 7.2)."""
    program.register()
    without = program.ask(code_challenge="")
    plain = program.ask(code_challenge="plain" * 9, code_challenge_method="plain")
    wrong = program.exchange(program.ask(), verifier="another verifier of as many letters as it takes")
    return ["code=" in address for address in (without, plain)], wrong.status_code


def redirects(program: Program) -> object:
    """People are sent to addresses that were registered, letter for letter, and nowhere else (RFC 9700, 2.1)."""
    program.register()
    others = (
        f"{BACK}/",
        f"{BACK}?a=b",
        "https://backpack.example/",
        "https://evil.example/back",
        f"{BACK}#x",
    )
    sent = [program.ask(redirect_uri=other) for other in others]
    refused = [
        program.register(redirect_uris=[bad]).status_code
        for bad in ("http://backpack.example/", "javascript:alert(1)", "https://a@b.example/", f"{BACK}#x")
    ]
    return sent, refused


def single_use(program: Program) -> object:
    """A code works once; used twice, it also ends what came of it (RFC 6749, 4.1.2)."""
    program.register()
    address = program.ask()
    first = program.exchange(address)
    return first.status_code, program.exchange(address).status_code


def refresh(program: Program) -> object:
    """A refresh token is renewed with each use; one that is used twice ends its family (RFC 9700, 4.14)."""
    program.connect()
    first = program.tokens["refresh_token"]
    renewed = program.renew(first)
    works = program.get("/credentials").status_code
    again = program.renew(first)
    return renewed.status_code, works, again.status_code, program.get("/credentials").status_code


def upsert(program: Program) -> object:
    """New is 201, newer is 200, the same or an older one is 304; what is no badge is 400 (OB 3.0, 6.3)."""
    program.connect()
    begun = AWARDED.replace(hour=AWARDED.hour + 1)
    sent = [credential(), credential(), credential(begun=begun), credential(), "{}", '{"a": 1']
    answers = [program.send("post", "/credentials", text) for text in sent]
    echoed = answers[0].content.decode() == sent[0]
    held = program.get("/credentials").json()["credential"]
    return [answer.status_code for answer in answers], echoed, [one["validFrom"] for one in held]


def tokens(program: Program) -> object:
    """Without a token that holds, or after she ended it, nothing is answered but how to ask (RFC 6750, 3)."""
    program.connect()
    before = program.get("/credentials").status_code
    program.browser.post(end_of(program.browser.get("/account/programs/").content.decode()))
    after = program.get("/credentials")
    nothing = program.wire.get("/ims/ob/v3p0/credentials")
    in_address = program.wire.get(
        "/ims/ob/v3p0/credentials", {"access_token": program.tokens["access_token"]}
    )
    return (
        before,
        [answer.status_code for answer in (after, nothing, in_address)],
        nothing["WWW-Authenticate"].split()[0],
        nothing.json()["imsx_codeMajor"],
        program.renew(program.tokens["refresh_token"]).status_code,
    )


def end_of(page: str) -> str:
    """The address at which the one connection on a page is ended."""
    return str(re.findall(r'action="(/account/programs/\d+/end/)"', page)[0])


NEW: Final = "2026-11-20T17:30:00Z"
KEPT: Final[dict[Look, object]] = {
    discovery: (["/oauth/register", "/oauth/authorize/", "/oauth/token"], True),
    paging: ("2", {"first": "0", "last": "1", "prev": "0"}, [1, 0], [400] * 4, 0, 400),
    scopes: ["+---", "-+--", "--+-", "---+"],
    pkce: ([False, False], 400),
    redirects: ([""] * 5, [400] * 4),
    single_use: (200, 400),
    refresh: (200, 200, 400, 401),
    upsert: ([201, 304, 200, 304, 400, 400], True, [NEW]),
    tokens: (200, [401] * 3, "Bearer", "failure", 400),
}


def each() -> Iterator[Look]:
    yield from KEPT
