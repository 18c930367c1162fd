"""The PyPI package `openbadges` (the Open Badges 2.0 validator) as a judge; it runs in an environment of its own.

One JSON question a line on stdin, one JSON answer a line on stdout, as README.md says. `text` is an address (a
hosted assertion), a JWS or an assertion. Its requests are answered from the pages of the question.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any
from unittest.mock import patch

import requests
from openbadges import verifier
from openbadges.verifier.openbadges_context import OPENBADGES_CONTEXT_V2_DICT, OPENBADGES_CONTEXT_V2_URI
from urllib3 import HTTPResponse

CONTEXT = {OPENBADGES_CONTEXT_V2_URI: json.dumps(OPENBADGES_CONTEXT_V2_DICT)}
pages: dict[str, str] = {}


def send(_: Any, request: Any, **__: Any) -> Any:
    """What a request is answered with: a page of the question, or that there is none."""
    text = pages.get(request.url)
    kind = "image/svg+xml" if text and text.startswith("<") else "application/json"
    answer = requests.Response()
    answer.url, answer.request, answer.encoding = request.url, request, "utf-8"
    answer.status_code = 404 if text is None else 200
    answer.raw = HTTPResponse(
        body=io.BytesIO((text or "").encode()), headers={"content-type": kind}, preload_content=False
    )
    answer.headers.update(answer.raw.headers)
    return answer


def judge(question: dict[str, Any]) -> dict[str, Any]:
    pages.clear()
    pages.update(CONTEXT | question.get("pages", {}))
    report = verifier.verify(question["text"])["report"]
    said = [message["result"] for message in report["messages"] if message["messageLevel"] == "ERROR"]
    valid = bool(report["valid"])
    return {"id": question["id"], "valid": valid, "said": "" if valid else "; ".join(said) or "no badge"}


if __name__ == "__main__":
    with patch.object(requests.adapters.HTTPAdapter, "send", send):
        for line in sys.stdin:
            print(json.dumps(judge(json.loads(line))), flush=True)
