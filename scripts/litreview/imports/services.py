"""Asking public services politely: who we are, how often, how long, how many times, and what is kept for a day.

Retry-After and 429 are read after RFC 9110 and RFC 6585; the pace that a service names (`x-rate-limit-limit` and
`x-rate-limit-interval`, as Crossref does) replaces ours.
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import httpx
import stamina

from litreview import DISTRIBUTION, __version__
from litreview.imports.answers import Answers

T = TypeVar("T")

_ATTEMPTS: Final = 4
#: After so many questions in a row that came to nothing a service is asked no more.
_PATIENCE: Final = 3
#: Who asks for a longer wait is not waited for: the author runs the command again instead.
_LONGEST_WAIT: Final = 60.0
#: An answer that is still coming after so many seconds, or grows beyond so many bytes, is given up.
_SLOWEST: Final = 60.0
_LARGEST: Final = 64 << 20
_TIMEOUT: Final = httpx.Timeout(20.0)
_REDIRECTS: Final = 5
#: Zotero answers other programs of its machine without encryption.
_THIS_MACHINE: Final = frozenset({"127.0.0.1", "localhost", "::1"})
#: Seconds between two requests to a host: what its rules ask for, or a pace that nobody minds.
_PACE: Final[Mapping[str, float]] = {
    "eutils.ncbi.nlm.nih.gov": 0.35,
    "pmc.ncbi.nlm.nih.gov": 0.35,
    "export.arxiv.org": 3.0,
    "api.crossref.org": 0.2,
}
_USUAL_PACE: Final = 0.25
#: What can stand in a header as an address.
_MAIL: Final = re.compile(r"\A[!-?A-~]+@[!-~]+")
_SECONDS: Final = re.compile(r"(\d+)s?")

# Retries are a matter of this module: nobody wants to read of each one.
logging.getLogger("stamina").addHandler(logging.NullHandler())


class ServiceError(Exception):
    """A service could not be asked, or gave no answer that can be read; the message says which and why."""


class _PassingError(Exception):
    """A fault that may be gone at the next attempt, and after how many seconds, if the service says so."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


def _may_pass(error: Exception) -> bool | float:
    """Whether to try again: after the wait that the service asks for, or after one that grows."""
    if not isinstance(error, _PassingError):
        return False
    if error.wait is None:
        return True
    return error.wait if error.wait <= _LONGEST_WAIT else False


@dataclass(slots=True)
class Services:
    """A session with public services.

    Args:
        mail: The author's address, so that a service can write before it blocks; nothing if there is none.
        answers: The answers of the last day; None to keep none.
        transport: What carries requests; the network if not said.
        clock: Seconds that only grow.
        sleep: Waits so many seconds.
    """

    mail: str = ""
    answers: Answers | None = None
    transport: httpx.BaseTransport | None = None
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    #: What went wrong so far, each once.
    troubles: dict[str, None] = field(init=False, default_factory=dict)
    _client: httpx.Client = field(init=False)
    _next: dict[str, float] = field(init=False, default_factory=dict)
    _paces: dict[str, float] = field(init=False, default_factory=lambda: dict(_PACE))
    _failures: Counter[str] = field(init=False, default_factory=Counter)
    _down: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        about = f"{DISTRIBUTION}/{__version__}"
        if _MAIL.fullmatch(self.mail):
            about += f" (mailto:{self.mail})"
        self._client = httpx.Client(
            transport=self.transport,
            headers={"User-Agent": about},
            timeout=_TIMEOUT,
            follow_redirects=True,
            max_redirects=_REDIRECTS,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def ask(  # noqa: PLR0913 - what a question has
        self,
        service: str,
        url: str,
        parameters: Mapping[str, str] | None = None,
        *,
        parse: Callable[[bytes], T],
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        unknown: frozenset[int] = frozenset(),
    ) -> T | None:
        """What a service answers, read by `parse`; None where it does not know what is asked for.

        An answer is kept for a day if it can be read.

        Args:
            service: Its name, for messages.
            url: The address, which begins with https.
            parameters: What stands behind the question mark.
            parse: Reads the answer, and raises ValueError where it cannot.
            headers: What is sent besides.
            form: What is sent as a form, which may be longer than an address.
            unknown: Further statuses than 404 and 410 by which it says that it does not know.

        Raises:
            ServiceError: It cannot be asked, or does not answer as it should.
        """
        try:
            method = "POST" if form else "GET"
            request = self._client.build_request(method, url, params=parameters, headers=headers, data=form)
        except (httpx.InvalidURL, ValueError) as error:
            raise ServiceError(f"{service} cannot be asked: {url} is no address") from error
        asked = f"{request.url} {request.content.decode()}" if form else str(request.url)
        name = asked, request.headers.get("Accept", "")
        kept = self.answers.get(*name) if self.answers else None
        if kept is not None:
            with suppress(ValueError):  # written by another version, or damaged: it is asked for again
                return parse(kept)
        try:
            found = self._answer(service, request, parse, unknown)
        except ServiceError as error:
            self.troubles.setdefault(str(error))
            raise
        if found is None:
            return None
        data, value = found
        if self.answers:
            self.answers.put(*name, data)
        return value

    def _answer(
        self, service: str, request: httpx.Request, parse: Callable[[bytes], T], unknown: frozenset[int]
    ) -> tuple[bytes, T] | None:
        """The body of an answer, and what it says; after as many attempts as it takes, within reason."""
        host = request.url.host
        if host in self._down:
            raise ServiceError(self._down[host])
        try:
            for attempt in stamina.retry_context(
                _may_pass, attempts=_ATTEMPTS, timeout=2 * _LONGEST_WAIT, wait_initial=1.0, wait_max=20.0
            ):
                with attempt:
                    data = self._data(request, unknown)
                    found = None if data is None else (data, _read(parse, data))
        except _PassingError as error:
            message = f"{service} {error}"
            self._failures[host] += 1
            if error.__cause__ is not None or error.wait is not None or self._failures[host] >= _PATIENCE:
                # Without a network, or beyond a limit, each further question would wait as long for nothing.
                self._down[host] = message
            raise ServiceError(message) from error
        except httpx.TooManyRedirects as error:
            raise ServiceError(f"{service} sends from one address to the next without end") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ServiceError(f"{service} cannot be asked: {error}") from error
        self._failures[host] = 0
        return found

    def _data(self, request: httpx.Request, unknown: frozenset[int]) -> bytes | None:
        """The body of one answer, None where there is nothing at the address."""
        self._wait(request.url.host)
        try:
            response = self._client.send(request, stream=True)
            try:
                self._learn(response)
                if response.url.scheme != "https" and response.url.host not in _THIS_MACHINE:
                    raise httpx.UnsupportedProtocol("it leads to an address that is not safe")
                return self._body(response, unknown)
            finally:
                response.close()
        except httpx.TimeoutException as error:
            raise _PassingError("does not answer in time") from error
        except (httpx.NetworkError, httpx.ProxyError) as error:
            raise _PassingError("cannot be reached; is there a network?") from error
        except (httpx.RemoteProtocolError, httpx.DecodingError):
            raise _PassingError("broke off its answer") from None

    def _body(self, response: httpx.Response, unknown: frozenset[int]) -> bytes | None:
        status = response.status_code
        if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE} or status in unknown:
            return None
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            wait = _seconds(response.headers.get("Retry-After", ""))
            raise _PassingError(f"asks to be left alone{_for(wait)} (429)", wait)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            wait = _seconds(response.headers.get("Retry-After", ""))
            raise _PassingError(f"is out of order (it answers {status}); try again later{_for(wait)}", wait)
        if status != HTTPStatus.OK:
            raise httpx.HTTPError(f"it answers {status}")
        data = bytearray()
        last = self.clock() + _SLOWEST
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) > _LARGEST:
                raise httpx.HTTPError("its answer does not end")
            if self.clock() > last:
                raise httpx.ReadTimeout("its answer comes too slowly")
        return bytes(data)

    def _wait(self, host: str) -> None:
        """Wait for the turn of a host, and take it."""
        now = self.clock()
        turn = max(now, self._next.get(host, now))
        if turn > now:
            self.sleep(turn - now)
        self._next[host] = turn + self._paces.get(host, _USUAL_PACE)

    def _learn(self, response: httpx.Response) -> None:
        """Take the pace that a service names for its own."""
        limit = _SECONDS.fullmatch(response.headers.get("x-rate-limit-limit", ""))
        interval = _SECONDS.fullmatch(response.headers.get("x-rate-limit-interval", ""))
        if limit and interval and int(limit[1]):
            self._paces[response.url.host] = min(int(interval[1]) / int(limit[1]), _LONGEST_WAIT)


def _read(parse: Callable[[bytes], T], data: bytes) -> T:
    try:
        return parse(data)
    except ValueError as error:
        if data.lstrip()[:1] == b"<" and b"<html" in data[:2000].lower():
            raise _PassingError("answers with a web page instead of data") from None
        raise _PassingError(f"gave an answer that cannot be read: {error}") from None


def read_json(data: bytes) -> Any:  # noqa: ANN401 - JSON
    """JSON, or ValueError."""
    try:
        return json.loads(data)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _seconds(retry_after: str) -> float | None:
    """How long a service asks to be left alone; None where it does not say so, or says it so that nobody can tell."""
    if retry_after.isascii() and retry_after.isdecimal():
        return float(retry_after[:9])
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _for(wait: float | None) -> str:
    return "" if wait is None else f" for {wait:.0f} seconds"
