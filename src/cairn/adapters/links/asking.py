"""One request to another site: the status, where it points, and of the body no more than was asked for."""

from __future__ import annotations

import http
import http.client
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass

from cairn.adapters.links.doors import Door, Rules, Shut

LONGEST_LOCATION = 2000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered: its status, where a redirect leads, and the body if it was asked for."""

    status: int
    location: str
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: of the body at most so many bytes, in one of the media types accepted."""

    most: int = 0
    accept: str = "*/*"


JUST_THE_STATUS = Wish()


def ask(method: str, door: Door, rules: Rules, wish: Wish = JUST_THE_STATUS) -> Answer:
    """Ask once.

    Raises `Shut`: `silent` where nobody answers in time, `certificate` where TLS cannot be trusted, `large` where the
    body is more than was asked for.
    """
    problem = Shut("silent")
    for number in door.numbers[:2]:
        try:
            return _ask(method, door, number, rules, wish)
        except ssl.SSLCertVerificationError:
            problem = Shut("certificate")
        except (OSError, http.client.HTTPException, ValueError):
            continue
    raise problem


def _ask(method: str, door: Door, number: str, rules: Rules, wish: Wish) -> Answer:
    line = _secured(socket.create_connection((number, door.port), timeout=rules.seconds), door)
    # The timeout of a socket begins anew with every byte; this one does not.
    watch = threading.Timer(rules.seconds, _hang_up, [line])
    watch.daemon = True
    watch.start()
    connection = http.client.HTTPConnection(door.host, door.port)
    try:
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        connection.sock = line
        connection.request(method, door.path, headers=_headers(door, rules, wish))
        response = connection.getresponse()
        location = response.getheader("Location") or ""
        told = location.encode("latin-1", "replace").decode("utf-8", "replace")
        return Answer(response.status, told[:LONGEST_LOCATION], _body(response, wish.most))
    finally:
        watch.cancel()
        connection.close()
        line.close()


def _body(response: http.client.HTTPResponse, most: int) -> bytes:
    if most == 0 or response.status != http.HTTPStatus.OK:
        return b""
    body = response.read(most + 1)
    if len(body) > most:
        raise Shut("large")
    if response.length:
        raise http.client.IncompleteRead(body, response.length)
    return body


def _secured(plain: socket.socket, door: Door) -> socket.socket:
    if door.scheme == "http":
        return plain
    trust = ssl.create_default_context()
    return trust.wrap_socket(plain, server_hostname=door.host, do_handshake_on_connect=False)


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _headers(door: Door, rules: Rules, wish: Wish) -> dict[str, str]:
    usual = {"http": 80, "https": 443}[door.scheme]
    name = f"[{door.host}]" if ":" in door.host else door.host
    return {
        "Host": name if door.port == usual else f"{name}:{door.port}",
        "User-Agent": rules.agent,
        "Accept": wish.accept,
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
