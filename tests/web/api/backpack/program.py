"""A program as other sites write them: it registers, sends a person to be asked, and comes with what it was given."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from django.test import Client

from cairn.engines.openbadges.hosting import BASE, READ, READ_PROFILE, UPDATE_PROFILE, UPSERT

BACK: Final = "https://backpack.example/back"
VERIFIER: Final = "a verifier of forty-three letters, and some more"
EVERYTHING: Final = f"{READ} {UPSERT} {READ_PROFILE} {UPDATE_PROFILE}"


def challenge(verifier: str = VERIFIER) -> str:
    """RFC 7636, 4.2, with S256."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


@dataclass
class Program:
    """One registered program, and the person whose browser it sends to be asked."""

    browser: Client
    wire: Client = field(default_factory=Client)
    id: str = ""
    tokens: dict[str, Any] = field(default_factory=dict)

    def register(self, **metadata: Any) -> Any:
        told = {"client_name": "A backpack", "redirect_uris": [BACK], "token_endpoint_auth_method": "none"}
        answer = self._send("post", "/oauth/register", json.dumps({**told, **metadata}))
        self.id = answer.json().get("client_id", "")
        return answer

    def ask(self, *, allow: bool = True, **asked: str) -> str:
        """Send the person to the page, where she decides; the address that she is sent back to, else nothing."""
        wanted = {
            "response_type": "code",
            "client_id": self.id,
            "redirect_uri": BACK,
            "scope": EVERYTHING,
            "state": "s-1",
            "code_challenge": challenge(),
            "code_challenge_method": "S256",
        }
        page = self.browser.get("/oauth/authorize/", {**wanted, **asked})
        if page.status_code != 200:
            return page.get("Location", "")
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode()))
        answer = self.browser.post("/oauth/authorize/", {**hidden, **({"allow": "true"} if allow else {})})
        return answer.get("Location", "")

    def exchange(self, address: str, *, verifier: str = VERIFIER, back: str = BACK) -> Any:
        """Change the code in an address for tokens."""
        code = parse_qs(urlsplit(address).query).get("code", [""])[0]
        told = {"grant_type": "authorization_code", "code": code, "redirect_uri": back}
        return self._token({**told, "code_verifier": verifier})

    def renew(self, refresh_token: str) -> Any:
        return self._token({"grant_type": "refresh_token", "refresh_token": refresh_token})

    def _token(self, told: Mapping[str, str]) -> Any:
        answer: Any = self.wire.post("/oauth/token", {**told, "client_id": self.id})
        if answer.status_code == 200:
            self.tokens = answer.json()
        return answer

    def connect(self, scope: str = EVERYTHING) -> None:
        self.register()
        answer = self.exchange(self.ask(scope=scope))
        assert answer.status_code == 200, answer.content

    def get(self, path: str, **asked: str) -> Any:
        return self.wire.get(BASE + path, asked, headers=self.bearer())

    def send(self, method: str, path: str, body: str, content_type: str = "application/json") -> Any:
        return self._send(method, BASE + path, body, content_type, self.bearer())

    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens['access_token']}"}

    def _send(
        self,
        method: str,
        path: str,
        body: str,
        content_type: str = "application/json",
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        ask = getattr(self.wire, method)
        answer: Any = ask(path, body, content_type=content_type, headers=dict(headers or {}))
        return answer
