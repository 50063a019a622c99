"""How services are asked: politely, not for ever, and with a message for everything that can go wrong."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from litreview.imports import crossref, pubmed
from litreview.imports.answers import Answers
from litreview.imports.records import Record
from litreview.imports.services import ServiceError, Services
from tests.imports.world import Work, World, without_a_network

HOST = "api.crossref.org"
DOI = "10.1000/alder.2021"


def ask(services: Services) -> Record | None:
    return crossref.work(services, DOI)


@pytest.fixture(autouse=True)
def _one_work(world: World) -> None:
    world.crossref[DOI] = Work().in_crossref()


def test_who_asks_is_told(world: World, services: Services) -> None:
    assert ask(services)
    (request,) = world.asked
    assert request.headers["User-Agent"].startswith("mkdocs-litreview/")
    assert request.headers["User-Agent"].endswith("(mailto:ana@example.org)")


@pytest.mark.parametrize("mail", ["", "not an address", "a@b.org\r\nX-Evil: 1"])
def test_what_is_no_address_is_not_sent(world: World, mail: str) -> None:
    ask(Services(mail, None, world.transport))
    assert "mailto" not in world.asked[0].headers["User-Agent"]


def test_an_answer_is_kept_for_a_day(world: World, services: Services, tmp_path: Path) -> None:
    assert ask(services) == ask(services)
    assert len(world.asked) == 1
    (kept,) = (tmp_path / "answers").glob("*.answer")
    yesterday = time.time() - 90_000
    os.utime(kept, (yesterday, yesterday))
    ask(services)
    assert len(world.asked) == 2
    os.utime(kept, (yesterday, yesterday))
    Answers(tmp_path / "answers").forget_old()
    assert not kept.exists()


def test_a_damaged_answer_is_asked_for_again(world: World, services: Services, tmp_path: Path) -> None:
    ask(services)
    (kept,) = (tmp_path / "answers").glob("*.answer")
    kept.write_bytes(kept.read_bytes()[:-40])
    assert ask(services)
    assert len(world.asked) == 2


def test_that_nothing_is_there_is_not_kept(world: World, services: Services) -> None:
    del world.crossref[DOI]
    assert ask(services) is None
    world.crossref[DOI] = Work().in_crossref()
    assert ask(services)


def _status(status: int, **headers: str) -> Callable[[httpx.Request], httpx.Response]:
    return lambda _request: httpx.Response(status, headers=headers, text="no")


def _around(request: httpx.Request) -> httpx.Response:
    return httpx.Response(302, headers={"Location": str(request.url)})


def _slow(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("slow", request=request)


def _cut(request: httpx.Request) -> httpx.Response:
    raise httpx.RemoteProtocolError("peer closed connection without sending complete message body", request=request)


BROKEN: dict[str, tuple[Callable[[httpx.Request], httpx.Response], str]] = {
    "429": (_status(429), "Crossref asks to be left alone (429)"),
    "429 with a wait": (_status(429, **{"Retry-After": "7"}), "Crossref asks to be left alone for 7 seconds (429)"),
    "429 for long": (_status(429, **{"Retry-After": "3600"}), "Crossref asks to be left alone for 3600 seconds (429)"),
    "429 with nonsense": (_status(429, **{"Retry-After": "soon"}), "Crossref asks to be left alone (429)"),
    "500": (_status(500), "Crossref is out of order (it answers 500)"),
    "503 with a wait": (_status(503, **{"Retry-After": "9"}), "try again later for 9 seconds"),
    "403": (_status(403), "Crossref cannot be asked: it answers 403"),
    "malformed": (lambda _: httpx.Response(200, text="{"), "Crossref gave an answer that cannot be read"),
    "no text": (lambda _: httpx.Response(200, content=b'{"message": "\xff"}'), "cannot be read"),
    "empty": (lambda _: httpx.Response(200, content=b""), "Crossref gave an answer that cannot be read"),
    "of another shape": (lambda _: httpx.Response(200, json=[1, {"a": None}]), "there is no work in it"),
    "nested": (lambda _: httpx.Response(200, text='{"message":' + "[" * 100_000), "cannot be read"),
    "HTML": (lambda _: httpx.Response(200, text="<!DOCTYPE html><html><p>Log in</p></html>"), "a web page instead"),
    "slow": (_slow, "Crossref does not answer in time"),
    "truncated": (_cut, "Crossref broke off its answer"),
    "redirect loop": (_around, "Crossref sends from one address to the next without end"),
    "unsafe redirect": (
        lambda r: _status(302, Location=f"http://{HOST}/x")(r) if r.url.scheme == "https" else _status(200)(r),
        "an address that is not safe",
    ),
    "no network": (without_a_network, "Crossref cannot be reached; is there a network?"),
}


@pytest.mark.parametrize(("answer", "message"), BROKEN.values(), ids=BROKEN)
def test_what_goes_wrong_is_told_and_nothing_of_it_kept(
    world: World, services: Services, tmp_path: Path, answer: Callable[..., httpx.Response], message: str
) -> None:
    world.broken[HOST] = answer
    with pytest.raises(ServiceError, match=".*".join(map(_escaped, message.split("*")))):
        ask(services)
    assert not list(tmp_path.glob("answers/*.answer"))


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "().?" else char for char in text)


@pytest.mark.parametrize("name", ["429", "429 with a wait", "500", "slow", "truncated", "malformed"])
def test_what_may_pass_is_tried_again(world: World, services: Services, name: str) -> None:
    fault = BROKEN[name][0]

    def once(request: httpx.Request) -> httpx.Response:
        del world.broken[HOST]
        return fault(request)

    world.broken[HOST] = once
    assert ask(services)
    assert len(world.asked) == 2


@pytest.mark.parametrize("name", ["429 for long", "403", "redirect loop"])
def test_what_will_not_pass_is_not_tried_again(world: World, services: Services, name: str) -> None:
    world.broken[HOST] = BROKEN[name][0]
    with pytest.raises(ServiceError):
        ask(services)
    assert len({id(request) for request in world.asked if request.url.host == HOST}) <= 6


def test_a_date_to_come_back_at_is_understood(world: World, services: Services) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    world.broken[HOST] = _status(429, **{"Retry-After": later})
    with pytest.raises(ServiceError, match=r"for 3[56]"):
        ask(services)
    assert len(world.asked) == 1


@pytest.mark.parametrize("name", ["no network", "429 for long", "slow"])
def test_a_service_that_is_down_is_asked_no_more(world: World, services: Services, name: str) -> None:
    world.broken[HOST] = BROKEN[name][0]
    for _ in range(5):
        with pytest.raises(ServiceError):
            ask(services)
    assert len(world.asked) <= 3


def test_a_service_that_fails_again_and_again_is_asked_no_more(world: World, services: Services) -> None:
    world.broken[HOST] = _status(500)
    for number in range(10):
        with pytest.raises(ServiceError):
            crossref.work(services, f"10.1000/{number}")
    assert len(world.asked) == 9


def test_an_answer_that_drips_is_given_up(world: World) -> None:
    clock = [0.0]

    def drip() -> Iterator[bytes]:
        for _ in range(1000):
            clock[0] += 1
            yield b" "

    world.broken[HOST] = lambda _request: httpx.Response(200, content=drip())
    services = Services("", None, world.transport, clock=lambda: clock[0], sleep=lambda _seconds: None)
    with pytest.raises(ServiceError, match="does not answer in time"):
        ask(services)
    assert clock[0] < 300


def test_an_answer_without_end_is_given_up(world: World, services: Services) -> None:
    world.broken[HOST] = lambda _request: httpx.Response(200, content=(b" " * (1 << 20) for _ in range(1000)))
    with pytest.raises(ServiceError, match="does not end"):
        ask(services)


def test_no_host_is_asked_faster_than_it_wishes(world: World) -> None:
    now = [0.0]
    asked: list[float] = []

    def answer(_request: httpx.Request) -> httpx.Response:
        asked.append(now[0])
        limits = {"x-rate-limit-limit": "2", "x-rate-limit-interval": "5s"}
        return httpx.Response(200, json={"message": Work().in_crossref()}, headers=limits)

    def sleep(seconds: float) -> None:
        now[0] += seconds

    world.broken[HOST] = answer
    services = Services("", None, world.transport, clock=lambda: now[0], sleep=sleep)
    for number in range(4):
        crossref.work(services, f"10.1000/{number}")
    gaps = [later - earlier for earlier, later in pairwise(asked)]
    assert gaps[1:] == [2.5, 2.5]
    pubmed.works(services, ["1"])
    pubmed.works(services, ["2"])
    assert now[0] >= 5.3


def test_whatever_an_answer_holds_gives_a_record(world: World) -> None:
    names = Work().in_crossref()
    oddities: list[object] = [None, [], {}, [None], [[None]], "x", 5, True, [{"x": []}], {"date-parts": [["x"]]}]
    for odd in oddities:
        for name in names:
            world.crossref[DOI] = {**names, name: odd, "updated-by": odd, "relation": odd}
            fresh = Services("", None, world.transport, sleep=lambda _seconds: None)
            assert crossref.work(fresh, DOI) is not None
    assert json.dumps(names)
