"""Lighthouse's four scores on a phone for the pages people meet first, against the limit of 95 of experience.md."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from cairn.demo.serving import served_demo

LIMIT = 95
VERSION = "lighthouse@12.8.2"
KINDS = ("performance", "accessibility", "best-practices", "seo")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
EARNER = "dana.brown@cedarhollow.example.org"


def addresses(folder: Path) -> dict[str, tuple[str, str]]:
    """Path and session cookie (none for a visitor) of each page, by its name."""
    os.environ |= {"CAIRN_DEMO": "yes", "CAIRN_DATA": str(folder)}
    from cairn.cli.place import load_django

    load_django()
    from django.test import Client
    from django.urls import reverse

    from cairn.domain.catalog.models import MicroCredential
    from cairn.domain.evidence.models import Attempt
    from cairn.domain.issuing.models import Award
    from cairn.domain.people.models import Person

    client = Client()
    client.force_login(Person.objects.get(email=EARNER))
    session = client.cookies["sessionid"].value
    offered = MicroCredential.objects.get(key="morning-meeting").public_id
    returned = Attempt.objects.get(earner__email=EARNER, state="revising").public_id
    return {
        "catalog": (reverse("public:catalog"), ""),
        "micro-credential": (reverse("public:micro_credential", args=[offered]), ""),
        "badge": (reverse("public:badge", args=[Award.objects.get(earner__email=EARNER).public_id]), ""),
        "workspace": (reverse("earner:attempt", args=[returned]), session),
    }


def scores(address: str, session: str, browser: str) -> dict[str, int]:
    """Each of `KINDS`, 0 to 100."""
    flags = ["--headless=new", "--no-sandbox"] if os.geteuid() == 0 else ["--headless=new"]
    command = [
        "npx",
        "--yes",
        VERSION,
        address,
        "--quiet",
        "--output=json",
        f"--chrome-flags={' '.join(flags)}",
    ]
    if session:
        command.append("--extra-headers=" + json.dumps({"Cookie": f"sessionid={session}"}))
    answer = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "CHROME_PATH": browser}
    )
    categories = json.loads(answer.stdout)["categories"]
    return {kind: round(100 * (categories[kind]["score"] or 0)) for kind in KINDS}


def main() -> int:
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not (browser and shutil.which("npx")):
        print("lighthouse: not measured; it needs Chromium and Node (npx)")
        return 0
    with served_demo() as (address, folder):
        found = {
            name: scores(address + path, session, browser)
            for name, (path, session) in addresses(folder).items()
        }
    lowest = min(score for each in found.values() for score in each.values())
    told = "; ".join(f"{name} {'/'.join(map(str, each.values()))}" for name, each in found.items())
    print(f"lighthouse: {told}; lowest {lowest}, {lowest / LIMIT:.2f} of the limit of {LIMIT}")
    return 0 if lowest >= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
