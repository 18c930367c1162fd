"""Whether pages are there: followed to where they went, one at a time for each host."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic
from urllib.parse import urldefrag, urljoin, urlsplit

from cairn.adapters.links.asking import Answer, ask
from cairn.adapters.links.doors import Rules, Shut, door_of, host_of

GONE = frozenset({404, 410})
TO_STAY = frozenset({301, 308})
FOR_NOW = frozenset({302, 303, 307})
NEVER_ASKED = frozenset({"odd", "private"})
NO_ANSWER = frozenset({"silent", "nameless"})


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen at an address.

    `state` is ok, moved (for good, `to` another address), gone, unreachable (which may pass) or unchecked;
    `why` is a short code for what stood in the way.
    """

    address: str
    state: str
    why: str = ""
    to: str = ""


def look_at(addresses: Iterable[str], rules: Rules) -> list[Look]:
    """Look at every address once; those of one host one after the other. In the order given.

    What there is no time for is unchecked, `late`.
    """
    until = monotonic() + rules.together
    wanted = list(dict.fromkeys(addresses))
    hosts: dict[str, list[str]] = {}
    for address in wanted:
        hosts.setdefault(host_of(address), []).append(address)
    with ThreadPoolExecutor(max_workers=rules.at_once) as pool:
        told = pool.map(lambda some: _host(some, rules, until), hosts.values())
        seen = {one.address: one for looks in told for one in looks}
    return [seen[address] for address in wanted]


def _host(addresses: Sequence[str], rules: Rules, until: float) -> list[Look]:
    """The addresses of one host; whoever stays silent is left in peace."""
    looks: list[Look] = []
    for address in addresses:
        if monotonic() > until:
            looks.append(Look(address, "unchecked", "late"))
        elif sum(one.why in NO_ANSWER for one in looks) >= rules.patience:
            looks.append(Look(address, "unreachable", "busy"))
        else:
            looks.append(look(address, rules))
    return looks


def look(address: str, rules: Rules) -> Look:
    """What is at an address, through all its redirects."""
    here, lasting = urldefrag(address).url, address
    for hop in range(rules.redirects + 1):
        try:
            answer = _answer(here, rules)
        except Shut as shut:
            state = "unchecked" if hop == 0 and shut.why in NEVER_ASKED else "unreachable"
            return Look(address, state, shut.why)
        if answer.status not in TO_STAY | FOR_NOW or not answer.location:
            return _judged(address, lasting, answer)
        before, here = here, urldefrag(urljoin(here, answer.location)).url
        if answer.status in TO_STAY and urldefrag(lasting).url == before:
            lasting = here
    return Look(address, "unreachable", "circling")


def _answer(address: str, rules: Rules) -> Answer:
    """Some sites know no HEAD, or refuse it; they are asked as a browser asks."""
    door = door_of(address, rules)
    try:
        answer = ask("HEAD", door, rules)
    except Shut as shut:
        if shut.why != "silent":
            raise
        return ask("GET", door, rules)
    return ask("GET", door, rules) if answer.status >= 400 else answer


def _judged(address: str, lasting: str, answer: Answer) -> Look:
    if answer.status in GONE:
        return Look(address, "gone")
    if answer.status >= 500:
        return Look(address, "unreachable", "trouble")
    if answer.status >= 300:
        return Look(address, "unreachable", "forbidden")
    return Look(address, "ok") if _alike(address, lasting) else Look(address, "moved", to=lasting)


def _alike(one: str, other: str) -> bool:
    """Whether two addresses differ in nothing that an author should mend: https, www, a closing slash."""
    first, second = (urlsplit(urldefrag(each).url) for each in (one, other))
    hosts = {(each.hostname or "").removeprefix("www.") for each in (first, second)}
    return len(hosts) == 1 and (first.path.rstrip("/"), first.query) == (
        second.path.rstrip("/"),
        second.query,
    )
