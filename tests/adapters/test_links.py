"""Looking at links: what is there, moved, gone or silent, against a server of our own; and never inside."""

from __future__ import annotations

import ast
import socket
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.adapters.links import REASONS, Fetcher, Look, Rules, fetching, look_at
from cairn.adapters.links.doors import Shut, door_of, is_outside
from tests.habits.tree import modules, parsed, relative
from tests.neighbor import ROUTES, at, site

__all__ = ["site"]

RULES = Rules(agent="Cairn tests", seconds=2.0, inside=True)


def look(address: str, rules: Rules = RULES) -> Look:
    (seen,) = look_at([address], rules)
    return seen


@pytest.mark.parametrize(
    ("path", "state", "why", "to"),
    [
        ("/here", "ok", "", ""),
        ("/here#part", "ok", "", ""),
        ("/no-head", "ok", "", ""),
        ("/lent", "ok", "", ""),
        ("/slash", "ok", "", ""),
        ("/moved", "moved", "", "/here"),
        ("/twice", "moved", "", "/here"),
        ("/lent-then-moved", "ok", "", ""),
        ("/gone", "gone", "", ""),
        ("/over", "gone", "", ""),
        ("/moved-to-nothing", "gone", "", ""),
        ("/shut", "unreachable", "forbidden", ""),
        ("/broken", "unreachable", "trouble", ""),
        ("/circle", "unreachable", "circling", ""),
    ],
)
def test_what_is_at_an_address(site, path, state, why, to):
    assert look(at(site, path)) == Look(at(site, path), state, why, at(site, to) if to else "")


@pytest.mark.slow
def test_what_drips_is_given_up_and_never_told_as_gone(site):
    address = at(site, "/drips")
    assert look(address, replace(RULES, seconds=0.3)) == Look(address, "unreachable", "silent")


def test_nobody_at_home_is_no_death():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert look(f"http://127.0.0.1:{port}/") == Look(f"http://127.0.0.1:{port}/", "unreachable", "silent")


def test_a_host_without_an_address_is_nameless(monkeypatch):
    def nobody_knows(*asked: object, **how: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nobody_knows)
    assert look("http://no-such-host.invalid/").why == "nameless"


def test_each_address_is_asked_once_politely_and_without_cookies(site):
    site.asked.clear()
    addresses = [at(site, "/here"), at(site, "/lent"), at(site, "/here")]
    assert [one.address for one in look_at(addresses, RULES)] == addresses[:2]
    assert [(verb, path) for verb, path, _ in site.asked] == [
        ("HEAD", "/here"),
        ("HEAD", "/lent"),
        ("HEAD", "/here"),
    ]
    assert {told["User-Agent"] for *_, told in site.asked} == {"Cairn tests"}
    assert not any("Cookie" in told for *_, told in site.asked)


def test_a_host_that_stays_silent_is_left_in_peace():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    seen = look_at([f"http://127.0.0.1:{port}/{n}" for n in range(5)], RULES)
    assert [one.why for one in seen] == ["silent", "silent", "silent", "busy", "busy"]


def test_what_there_is_no_time_for_is_not_looked_at(site):
    site.asked.clear()
    late = replace(RULES, together=-1.0)
    assert look(at(site, "/here"), late) == Look(at(site, "/here"), "unchecked", "late")
    assert site.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "https://93.184.216.34:8000/",
    ],
)
def test_nothing_inside_is_ever_asked(address):
    assert look(address, Rules()) == Look(address, "unchecked", "private")


def test_a_redirect_that_leads_inside_is_not_followed(site, monkeypatch):
    # The first host counts as outside, as a site of the internet would; where it sends us does not.
    monkeypatch.setattr("cairn.adapters.links.doors.is_outside", lambda number: number == "127.0.0.1")
    monkeypatch.setattr("cairn.adapters.links.doors.PORTS", {"http": site.server_port, "https": 443})
    monkeypatch.setitem(ROUTES, "/inward", (302, f"http://127.0.0.2:{site.server_port}/here"))
    site.asked.clear()
    assert look(at(site, "/inward"), Rules()) == Look(at(site, "/inward"), "unreachable", "private")
    assert [path for _, path, _ in site.asked] == ["/inward"]


@pytest.mark.parametrize(
    "address",
    ["", "mailto:a@example.org", "file:///etc/passwd", "https://", "http://a:b@c.org/", "http://[x/"],
)
def test_what_is_no_pages_address_is_not_asked(address):
    assert look(address, Rules()) == Look(address, "unchecked", "odd")


@given(
    st.ip_addresses(network="10.0.0.0/8")
    | st.ip_addresses(network="fc00::/7")
    | st.ip_addresses(network="127.0.0.0/8")
)
def test_private_numbers_lie_inside(number):
    assert not is_outside(str(number))


@given(st.text(max_size=60))
def test_no_address_however_odd_is_more_than_refused(text):
    try:
        door = door_of(f"http://127.0.0.1/{text}", RULES)
    except Shut as shut:
        assert shut.why in {"odd", "private", "nameless"}
    else:
        assert door.path.isascii()
        assert not set(door.path) & set(" \r\n\x00")


def test_a_page_is_read_in_earnest_with_a_limit_and_a_deadline(site, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_BYTES", 2_000)

    def read(path: str, seconds: float = 5.0, rules: Rules = RULES) -> bytes | str:
        try:
            return Fetcher(rules, seconds)(at(site, path))
        except Shut as shut:
            return shut.why

    assert [read(path) for path in ("/here", "/twice", "/lent", "/here#part")] == [b"stones"] * 4
    told = [read(path) for path in ("/gone", "/shut", "/broken", "/circle", "/large")]
    assert told == ["gone", "trouble", "trouble", "circling", "large"]
    assert [read("/here", 0.0), read("/drips", 0.3), read("/here", rules=Rules())] == [
        "silent",
        "silent",
        "private",
    ]
    assert set(told) <= REASONS.keys()


def test_a_site_answers_for_itself_alone(site, monkeypatch):
    other = f"http://localhost:{site.server_port}/here"
    monkeypatch.setitem(ROUTES, "/over-there", (302, other))
    fetch = Fetcher(RULES, 5.0)
    with pytest.raises(Shut, match="elsewhere"):
        fetch(at(site, "/over-there"))
    assert (fetch.anywhere(at(site, "/over-there")), fetch(at(site, "/moved"))) == (b"stones", b"stones")


@pytest.mark.slow
def test_nothing_else_in_cairn_opens_connections():
    ours = {"src/cairn/adapters/links/asking.py", "src/cairn/adapters/links/doors.py"}
    # To look whether its own server is up and its port free.
    own = {"src/cairn/cli/serving.py", "src/cairn/demo/serving.py"}
    asking = {"http.client", "urllib.request", "socket", "requests", "httpx", "urllib3"}
    found = {
        relative(path)
        for path in modules()
        for node in ast.walk(parsed(path))
        if (isinstance(node, ast.Import) and asking & {name.name for name in node.names})
        or (isinstance(node, ast.ImportFrom) and node.module in asking)
    }
    assert found == ours | own
