"""How long the server takes for each page on the demo's data, in process, against the limit of performance.md."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

LIMIT_MS = 50
RUNS = 15


def set_up(folder: Path) -> None:
    """Set an installation up in `folder` and tell the cast's stories."""
    os.environ |= {"CAIRN_DEMO": "yes", "CAIRN_DATA": str(folder)}
    from cairn.cli.installing import prepare

    prepare(folder)
    from cairn.demo import story

    story.load()


def addresses() -> Iterator[tuple[str, str]]:
    """Who opens which page: e-mail address (nobody's when empty) and path."""
    from django.urls import reverse

    from cairn.domain.catalog.models import Edition, MicroCredential
    from cairn.domain.evaluation.models import Reading
    from cairn.domain.evidence.models import Attempt
    from cairn.domain.issuing.models import Award
    from cairn.domain.recognition.models import Filing

    dana, district = "dana.brown@cedarhollow.example.org", "ruth.delaney@cedarhollow.example.org"
    returned = Attempt.objects.get(earner__email=dana, state="revising").public_id
    award = Award.objects.get(earner__email=dana)
    taken = Reading.objects.select_related("evaluator").filter(state="claimed")[0]
    reader = str(taken.evaluator.email) if taken.evaluator else ""
    offered = MicroCredential.objects.select_related("draft").get(key="morning-meeting")
    author = "priya.raman@harpeth.example.org"
    yield "", reverse("public:catalog")
    yield "", reverse("public:catalog") + "?q=feedback"
    yield "", reverse("public:micro_credential", args=[offered.public_id])
    yield "", reverse("public:edition", args=[Edition.objects.earliest("pk").public_id])
    yield "", reverse("public:badge", args=[award.public_id])
    yield "", reverse("public:issuer", args=["cedar-hollow"])
    for name in ("attempt", "check", "result"):
        yield dana, reverse(f"earner:{name}", args=[returned])
    yield dana, reverse("earner:part", args=[returned, "videos"])
    yield dana, reverse("earner:home")
    yield dana, reverse("earner:portfolio")
    yield dana, reverse("earner:award", args=[award.public_id])
    yield "marcus.bell@cedarhollow.example.org", reverse("coach:home")
    yield "marcus.bell@cedarhollow.example.org", reverse("coach:attempt", args=[returned])
    yield reader, reverse("evaluator:queue")
    yield reader, reverse("evaluator:sheet", args=[taken.public_id])
    yield author, reverse("author:home")
    yield author, reverse("author:draft", args=[offered.draft.public_id])
    yield district, reverse("recognizer:home")
    yield district, reverse("recognizer:filing", args=[Filing.objects.latest("pk").public_id])
    for name in ("home", "people", "awards"):
        yield district, reverse(f"organization:{name}", args=["cedar-hollow"])


def milliseconds(email: str, address: str) -> float:
    """The median of `RUNS` requests, the first two left out."""
    from django.test import Client

    from cairn.domain.people.models import Person

    client = Client(SERVER_NAME="127.0.0.1")
    if email:
        client.force_login(Person.objects.get(email=email))
    took = []
    for _ in range(RUNS + 2):
        began = perf_counter()
        answer = client.get(address)
        took.append((perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"pages: {address} answers {answer.status_code}")
    return statistics.median(took[2:])


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        medians = {address: milliseconds(email, address) for email, address in addresses()}
    slowest = max(medians.values())
    over = {address: took for address, took in medians.items() if took > LIMIT_MS}
    told = "".join(f"; {address} {took:.0f} ms" for address, took in over.items())
    print(
        f"pages: the slowest of {len(medians)} takes {slowest:.0f} ms, {slowest / LIMIT_MS:.2f} of the limit of "
        f"{LIMIT_MS} ms; median {statistics.median(medians.values()):.0f} ms{told}"
    )
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
