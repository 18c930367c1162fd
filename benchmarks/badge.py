"""What everybody may ask about a badge, a second over HTTP: its JSON, its page, and the list of what was revoked.

`cairn serve` with as many workers as processors, 8 clients that keep their connections and share the processors. The
published references are two badge servers on another day: 730 assertions a second at best, and 170 and 279 in the
expanded form that their page loads. Between two rounds a badge is revoked, and the very next answers have to say so.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path

import api

ROUNDS, CLIENTS = 3, 8
REQUESTS = {"JSON": 5_000, "page": 1_000, "status list": 1_000}
JSON_GOAL, PAGE_GOAL = 5 * 730, 5 * 279
DAY = timedelta(days=1)


def told(paths: list[str], number: int) -> Iterator[bytes]:
    for each in range(number):
        yield f"GET {paths[each % len(paths)]} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n".encode()


def asked(port: int, path: str) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Host": "127.0.0.1"})
    answer = connection.getresponse().read().decode()
    connection.close()
    return answer


def awarded() -> list[str]:
    """Badges that everybody may see, by their public ids."""
    from cairn.demo import stage, walking
    from cairn.domain.issuing.models import Award
    from cairn.domain.people import operations as people

    at = datetime.now(UTC) - 30 * DAY
    cast = stage.set_up(at=at - DAY, only=["exit-tickets"], named=True)
    for number in range(20):
        email, name = f"earner{number}@example.org", f"Earner {number}"
        earner = people.register(email=email, legal_name=name, verified=True, by=None, at=at)
        people.take_role(
            person=earner, organization=cast.organizations["cedar-hollow"], role="earner", by=None, at=at
        )
        edition, reader = cast.editions["exit-tickets"], cast.people["aisha-rahman"]
        walking.work_at("awarded", edition=edition, earner=earner, evaluators=[reader], at=at)
    return list(map(str, Award.objects.order_by("pk").values_list("public_id", flat=True)))


def complaint(port: int, badge: str, listed: str) -> str:
    """What does not show of a revocation in the very next answers; empty when all of it does."""
    from cairn.domain.issuing.models import Award
    from cairn.domain.issuing.operations import revoke
    from cairn.domain.people.models import Person

    before = json.loads(asked(port, listed))["credentialSubject"]["encodedList"]
    by = Person.objects.get(email="janelle.wright@cedarhollow.example.org")
    revoke(award=Award.objects.get(public_id=badge), reason="A test of speed.", by=by, at=datetime.now(UTC))
    after = json.loads(asked(port, listed))["credentialSubject"]["encodedList"]
    shown = "A test of speed." in asked(port, f"/badges/{badge}/")
    return "" if shown and before != after else f"the revocation of {badge} does not show"


def main() -> int:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        api.set_up_place(folder, "")
        badges = awarded()
        said = json.loads(_text(badges[0]))["credentialStatus"]["statusListCredential"]
        listed = "/status" + said.partition("/status")[2]
        kinds = {
            "JSON": [f"/badges/{each}.json" for each in badges],
            "page": [f"/badges/{each}/" for each in badges],
            "status list": [listed],
        }
        rates: dict[str, list[float]] = {kind: [] for kind in kinds}
        cost, wrong = dict.fromkeys(kinds, 0.0), []
        api.CONNECTIONS = CLIENTS
        with api.ours(folder, threads=4) as (port, server):
            api.called(port, told([path for paths in kinds.values() for path in paths], 200), folder)
            for turn in range(ROUNDS):
                for kind, paths in kinds.items():
                    before = api.processor_seconds(server)
                    answers = api.called(port, told(paths, REQUESTS[kind]), folder)
                    cost[kind] += (api.processor_seconds(server) - before) / ROUNDS / REQUESTS[kind] * 1000
                    rates[kind].append(answers.rate)
                    if set(answers.statuses) != {"200"}:
                        wrong.append(f"{kind} answers {answers.statuses}")
                wrong += filter(None, [complaint(port, badges[turn], listed)])
    figures = "; ".join(
        f"{kind} {api.told(rates[kind])} ({cost[kind]:.2f} ms of processor)" for kind in kinds
    )
    print(
        f"badge: {figures} a second over HTTP; goals {JSON_GOAL:,} JSON and {PAGE_GOAL:,} pages (5 x other badge "
        f"servers); {'; '.join(wrong) or 'a revocation shows on the next request'}"
    )
    fast = statistics.median(rates["JSON"]) >= JSON_GOAL and statistics.median(rates["page"]) >= PAGE_GOAL
    return 0 if fast and not wrong else 1


def _text(badge: str) -> str:
    from cairn.domain.issuing.models import Credential

    return str(Credential.objects.get(award__public_id=badge).text)


if __name__ == "__main__":
    sys.exit(main())
