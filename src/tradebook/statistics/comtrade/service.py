"""Asking UN Comtrade over the network: its pace, its refusals, its outages.

What is known of it: one call a second; 429 with Retry-After where that is exceeded; 401 for a wrong key and 403 where
the day's quota is used up; errors of a question as 400, or as 200 with `error` and a count of -1; at most 500 records
an answer without a key and 250,000 with one, cut off without a word.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Protocol

import msgspec
from msgspec import Struct

from tradebook.errors import KeyRefused, SourceBusy, SourceFailed, SourceUnreachable, StatisticsMissing

if TYPE_CHECKING:
    from httpx import Client, Response

NAME = "UN Comtrade"
ADDRESS = "https://comtradeapi.un.org"
PACE = 1.0  # seconds between two calls
ATTEMPTS = 5
FIRST_WAIT = 2.0  # seconds before the second attempt; doubled each time
LONGEST_WAIT = 120.0  # seconds; a service that asks for more is left alone
TIMEOUT = 90.0  # seconds without a byte
OPEN_CAP, KEYED_CAP = 500, 250_000
_KEY_HEADER = "Ocp-Apim-Subscription-Key"  # not a parameter: addresses are written into logs on the way
_WITHOUT_KEY = "Go on with what was kept, or get a free key at comtradedeveloper.un.org and set TRADEBOOK_COMTRADE_KEY"
_LATER = "Try again later; answers that came are kept, so it goes on from there"


class Clock(Protocol):
    """The time, and waiting; a test has one of its own."""

    def monotonic(self) -> float: ...

    def now(self) -> datetime: ...

    def sleep(self, seconds: float) -> None: ...


class RealClock:
    """The machine's clock."""

    def monotonic(self) -> float:
        return time.monotonic()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class Envelope(Struct, frozen=True):
    """What every answer is wrapped in; `data` are records, each still as it came."""

    data: list[msgspec.Raw] | None = None
    count: int | None = None
    error: str | None = None

    @property
    def records(self) -> list[msgspec.Raw]:
        return self.data or []

    def truncated(self, cap: int) -> bool:
        """Whether records may be missing: the cap is reached, or more are counted than came."""
        return len(self.records) >= cap or (self.count or 0) > len(self.records)


class _AgainError(Exception):
    """A failure that may pass; `wait` is the seconds that the service asked for."""

    def __init__(self, problem: str, wait: float | None = None, unreachable: bool = False) -> None:
        super().__init__(problem)
        self.wait = wait
        self.unreachable = unreachable


class Service:
    """UN Comtrade at an address, with a key or without. Use it in a `with`.

    `tell` hears in one line of each wait. Raises `StatisticsMissing` where httpx is not installed."""

    def __init__(
        self,
        key: str | None = None,
        *,
        base: str = ADDRESS,
        clock: Clock | None = None,
        tell: Callable[[str], None] = lambda line: None,
        timeout: float = TIMEOUT,
    ) -> None:
        try:
            import httpx
        except ImportError as error:
            raise StatisticsMissing from error
        from tradebook import __version__

        self.keyed = key is not None
        self.cap = KEYED_CAP if self.keyed else OPEN_CAP
        self._clock = clock or RealClock()
        self._tell = tell
        self._last: float | None = None
        headers = {"User-Agent": f"tradebook/{__version__}", "Accept": "application/json"}
        self._http: Client = httpx.Client(
            base_url=base, timeout=timeout, headers=headers | ({_KEY_HEADER: key} if key else {})
        )

    def __enter__(self) -> Service:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(self, path: str, parameters: Mapping[str, str]) -> bytes:
        """The body of the answer: a whole envelope without an error.

        Raises `SourceUnreachable` where no attempt came through, `SourceBusy` where the service asks for more patience
        than anybody has, `KeyRefused`, and `SourceFailed` where it says that the question is wrong."""
        problem = _AgainError("never asked")
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._once(path, parameters)
            except _AgainError as error:
                problem = error
            if attempt < ATTEMPTS:
                self._wait(problem, attempt)
        if problem.unreachable:
            raise SourceUnreachable(NAME, f"{problem}, {ATTEMPTS} times", "Check the network. " + _LATER)
        raise SourceBusy(NAME, f"{problem}, {ATTEMPTS} times", _LATER)

    def _wait(self, problem: _AgainError, attempt: int) -> None:
        wait = FIRST_WAIT * 2 ** (attempt - 1) if problem.wait is None else problem.wait
        if wait > LONGEST_WAIT:
            raise SourceBusy(NAME, f"{problem}; it asks to wait {_duration(wait)}", _LATER)
        self._tell(f"{NAME}: {problem}; waiting {wait:g} s (attempt {attempt} of {ATTEMPTS})")
        self._clock.sleep(wait)

    def _once(self, path: str, parameters: Mapping[str, str]) -> bytes:
        import httpx

        self._keep_pace()
        try:
            response = self._http.get(path, params=dict(parameters))
        except httpx.TimeoutException as error:
            raise _AgainError(f"no answer within {self._http.timeout.read:g} s", unreachable=True) from error
        except httpx.RemoteProtocolError as error:
            raise _AgainError("the answer broke off", unreachable=True) from error
        except httpx.HTTPError as error:
            raise _AgainError(f"it cannot be reached ({error})", unreachable=True) from error
        return self._body(response)

    def _keep_pace(self) -> None:
        if self._last is not None and (left := self._last + PACE - self._clock.monotonic()) > 0:
            self._clock.sleep(left)
        self._last = self._clock.monotonic()

    def _body(self, response: Response) -> bytes:
        status = response.status_code
        if status == 429:
            raise _AgainError("too many calls (429)", self._asked_to_wait(response))
        if status >= 500:
            raise _AgainError(f"it is out of order ({status})", self._asked_to_wait(response))
        if status in (401, 403):
            raise self._refusal(status, _message(response))
        if status != 200:
            raise SourceFailed(NAME, f"it does not take the question ({status}: {_message(response)})", _ASK_LESS)
        try:
            envelope = msgspec.json.decode(response.content, type=Envelope)
        except msgspec.DecodeError as error:
            raise _AgainError("the answer is broken, or only half of it came") from error
        if envelope.error or (envelope.count or 0) < 0:
            raise SourceFailed(NAME, f"it does not take the question ({envelope.error or 'no reason told'})", _ASK_LESS)
        return response.content

    def _refusal(self, status: int, message: str) -> SourceFailed:
        if "quota" in message.lower():
            return SourceBusy(NAME, f"the quota of calls is used up ({message})", _LATER)
        if self.keyed:
            mend = "Check TRADEBOOK_COMTRADE_KEY (comtradedeveloper.un.org shows it), or unset it to ask without a key"
            return KeyRefused(NAME, f"it refuses the key ({status}: {message})", mend)
        return KeyRefused(NAME, f"it refuses calls without a key ({status}: {message})", _WITHOUT_KEY)

    def _asked_to_wait(self, response: Response) -> float | None:
        told = response.headers.get("Retry-After", "").strip()
        if told.isdigit():
            return float(told)
        with suppress(ValueError, TypeError):
            return max(0.0, (parsedate_to_datetime(told) - self._clock.now()).total_seconds())
        return None


_ASK_LESS = "Ask for other countries, years or goods; where that does not help, tell us of it"


def _message(response: Response) -> str:
    """The service's own words: `message` or `error` of its JSON, else the beginning of the text."""
    with suppress(msgspec.DecodeError):
        found = msgspec.json.decode(response.content, type=dict[str, object])
        told = found.get("message") or found.get("error") or ""
        return " ".join(str(told).split())[:300]
    return " ".join(response.text.split())[:120] or "no reason told"


def _duration(seconds: float) -> str:
    if seconds < 5400:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds / 3600:.0f} hours"
