"""Where we may knock: an address taken apart, its host resolved, and everything inside refused."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

PORTS: Mapping[str, int] = {"http": 80, "https": 443}
NAT64 = IPv6Network("64:ff9b::/96")
PRINTABLE = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Rules:
    """How we ask: how many seconds one answer may take, and all together; how many redirects are followed, how
    many hosts are asked at once, and how often one may stay silent.

    `inside` lets tests ask their own machine, on any port; nobody else sets it.
    """

    agent: str = "Cairn"
    seconds: float = 8.0
    together: float = 90.0
    redirects: int = 5
    at_once: int = 8
    patience: int = 3
    inside: bool = False


class Shut(Exception):
    """We do not knock there, or nobody opens; `why` is a short code."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Door:
    """Where a request goes: to one of `numbers` (IP addresses), in the name of `host`."""

    scheme: str
    host: str
    port: int
    path: str
    numbers: tuple[str, ...]


def host_of(address: str) -> str:
    """The host of an address, to ask each one thing at a time; empty for one that names none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def door_of(address: str, rules: Rules) -> Door:
    """The door at an address. Raises `Shut`: `odd` for what is no page's address, `private` for what lies inside,
    `nameless` for a host that has no address."""
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS[parts.scheme]
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, KeyError, UnicodeError):
        raise Shut("odd") from None
    if not host or parts.username or parts.password:
        raise Shut("odd")
    if port != PORTS[parts.scheme] and not rules.inside:
        raise Shut("private")
    path = quote(parts.path or "/", safe=PRINTABLE) + (
        f"?{quote(parts.query, safe=PRINTABLE)}" if parts.query else ""
    )
    return Door(parts.scheme, host, port, path, _numbers(host, port, rules))


def _numbers(host: str, port: int, rules: Rules) -> tuple[str, ...]:
    """Every IP address of the host; one that lies inside shuts the door for all."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Shut("nameless") from None
    numbers = tuple(dict.fromkeys(str(one[4][0]) for one in found))
    if not numbers:
        raise Shut("nameless")
    if not rules.inside and not all(map(is_outside, numbers)):
        raise Shut("private")
    return numbers


def is_outside(number: str) -> bool:
    """Whether an IP address, and any other that is wrapped in it, is on the public internet."""
    one = ip_address(number.partition("%")[0])
    return all(each.is_global and not each.is_multicast for each in (one, *_wrapped(one)))


def _wrapped(one: IPv4Address | IPv6Address) -> tuple[IPv4Address, ...]:
    if isinstance(one, IPv4Address):
        return ()
    low = IPv4Address(int(one) & 0xFFFF_FFFF)
    inner = (one.ipv4_mapped, one.sixtofour, *(one.teredo or ()), low if one in NAT64 else None)
    return tuple(each for each in inner if each is not None)
