"""Fetching two countries' figures from UN Comtrade into the store.

Every answer is kept. Where the service fails, answers of earlier days take its place, and what is in none of them is
named; what came is kept in any case.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import Struct

from tradebook.errors import KeyRefused, SourceBusy, SourceFailed, SourceUnreachable
from tradebook.places import name as place_name
from tradebook.statistics.comtrade.answers import Answer, Answers, address
from tradebook.statistics.comtrade.asking import Asked, Frequency, Question, questions, split, times
from tradebook.statistics.comtrade.codes import code_to_ask
from tradebook.statistics.comtrade.factors import keep_factors
from tradebook.statistics.comtrade.publications import publications
from tradebook.statistics.comtrade.records import LEAVE_OUT, Part, Publication, Setting, row_of
from tradebook.statistics.comtrade.service import KEYED_CAP, NAME, OPEN_CAP, Envelope, Service
from tradebook.statistics.loading import Loaded, Terms, keep
from tradebook.statistics.refusals import Refusals
from tradebook.statistics.row import ALL_GOODS, Refused, Row
from tradebook.statistics.sources import source_of
from tradebook.statistics.store import Statistics

SOURCE = "comtrade"
FRESH = timedelta(days=7)  # so long an answer is not asked for again
REFUSALS = 4  # in a row, after which questions are split no more: the fault is not in their length
FOLDER = "answers"  # beside the figures
_IDENTITY = ("reporterCode", "partnerCode", "partner2Code", "flowCode", "cmdCode", "period")


class Pulled(Struct, frozen=True, kw_only=True):
    """What came of a pull: what was `loaded`; `missing`: what could be had neither from the service nor from kept
    answers, in words; `failure`: why, None where nothing failed; `calls`: how often the service was asked; `oldest`:
    the day of the oldest kept answer that was used, None where all came today."""

    loaded: Loaded
    missing: tuple[str, ...] = ()
    failure: str | None = None
    calls: int = 0
    oldest: date | None = None


def pull(
    asked: Asked,
    statistics: Statistics,
    service: Service | None,
    today: date,
    *,
    fresh: timedelta = FRESH,
    say: Callable[[str], None] | None = None,
) -> Pulled:
    """Fetch what is asked and keep it. Without a `service` only kept answers are used, of whatever age. `say` hears of
    each call before it is made.

    The same figures again are the same batch, known since the first time; other figures are a batch of their own, so
    that earlier ones can still be asked for. Raises `KeyRefused` where the key is wrong; `UsageError` for a country
    that UN Comtrade does not know."""
    desk = _Desk(Answers(statistics.folder / FOLDER), service, today, fresh, say)
    found = [one for question in questions(asked) for one in desk.whole(question)]
    notes = publications(desk.publication_notes(asked)) if found else {}
    keep_factors(statistics.folder, notes)
    batch = _batch_id(asked, found, notes)
    known = next((kept.retrieved for kept in statistics.batches() if kept.id == batch), today)
    retrieved = min([known, *(answer.retrieved for _, answer in found)])
    terms = Terms(retrieved=retrieved, reporters=asked.countries, partners=asked.countries)
    rows = _rows(found, notes, known)
    loaded = keep(rows, terms, statistics, batch=batch, what=asked.what, where=NAME)
    remarks = (*loaded.notes, *_silent(asked, found))
    return Pulled(
        loaded=msgspec.structs.replace(loaded, notes=remarks),
        missing=tuple(desk.missing),
        failure=None if desk.failure is None else str(desk.failure),
        calls=desk.calls,
        oldest=desk.oldest,
    )


class _NotTakenError(Exception):
    """The service does not take a question; its own words."""


class _Desk:
    """Answers from the service or, where it fails or they are fresh, from those that were kept."""

    def __init__(
        self,
        answers: Answers,
        service: Service | None,
        today: date,
        fresh: timedelta,
        say: Callable[[str], None] | None,
    ) -> None:
        self.missing: list[str] = []
        self.failure: SourceFailed | None = None
        self.calls = 0
        self.oldest: date | None = None
        self._answers = answers
        self._service = service
        self._today = today
        self._fresh = fresh
        self._say = say or (lambda words: None)
        self._refused = 0  # questions in a row that the service did not take

    def whole(self, question: Question) -> Iterator[tuple[Question, Answer]]:
        """The answers that hold the question's records, split as far as the cap asks for and where the service does not
        take a question of several periods."""
        try:
            found = self._answer("get", question.frequency, question.parameters)
        except _NotTakenError as error:
            smaller = split(question) if len(question.periods) > 1 and self._refused < REFUSALS else []
            if not smaller:
                self.missing.append(f"{question.words()} ({error})")
            for part in smaller:
                yield from self.whole(part)
            return
        if found is None:
            self.missing.append(question.words())
            return
        answer, cap = found
        if not msgspec.json.decode(answer.body, type=Envelope).truncated(cap):
            yield question, answer
            return
        smaller = split(question)
        if not smaller:
            self.missing.append(f"{question.words()} (the answer is cut off at {cap:,} records)")
        for part in smaller:
            yield from self.whole(part)

    def publication_notes(self, asked: Asked) -> Iterator[bytes]:
        """The bodies of the answers on the countries' publications; where there is none, valuation and vintage may stay
        unknown, and it is told as missing."""
        for reporter in asked.countries:
            for frequency, periods in times(asked):
                parameters = {"reporterCode": code_to_ask(reporter), "period": ",".join(periods)}
                words = f"publication notes of {reporter}, {periods[0]} to {periods[-1]}"
                try:
                    found = self._answer("getMetadata", frequency, parameters)
                except _NotTakenError as error:
                    self.missing.append(f"{words} ({error})")
                    continue
                if found is None:
                    self.missing.append(words)
                else:
                    yield bytes(found[0].body)

    def _answer(self, what: str, frequency: Frequency, parameters: Mapping[str, str]) -> tuple[Answer, int] | None:
        """The answer and the cap under which it was given; None where there is none. Raises `_NotTakenError`."""
        kept = [
            (answer, cap)
            for keyed, cap in ((True, KEYED_CAP), (False, OPEN_CAP))
            if (answer := self._answers.get(address(_path(what, frequency, keyed), parameters))) is not None
        ]
        newest = max(kept, key=lambda one: (one[0].retrieved, one[1]), default=None)
        if newest is None or self._today - newest[0].retrieved >= self._fresh:
            try:
                fetched = self._fetched(what, frequency, parameters)
            except _NotTakenError:
                if newest is None:
                    raise
                fetched = None
            if fetched is not None:
                return fetched
        if newest is None:
            return None
        self.oldest = min(self.oldest or newest[0].retrieved, newest[0].retrieved)
        return newest

    def _fetched(self, what: str, frequency: Frequency, parameters: Mapping[str, str]) -> tuple[Answer, int] | None:
        """The service's answer; None where it failed. After an outage it is not asked again: each try takes minutes."""
        if self._service is None or self.failure is not None:
            return None
        path = _path(what, frequency, self._service.keyed)
        self.calls += 1
        self._say(f"call {self.calls}: {what}, {parameters['period'][:6]}")
        try:
            body = self._service.ask(path, parameters)
        except (SourceUnreachable, SourceBusy, KeyRefused) as error:
            if isinstance(error, KeyRefused) and self._service.keyed:
                raise
            self.failure = error
            return None
        except SourceFailed as error:
            self._refused += 1
            raise _NotTakenError(error.problem) from error
        self._refused = 0
        answer = Answer(asked=address(path, parameters), retrieved=self._today, body=msgspec.Raw(body))
        self._answers.keep(answer)
        return answer, self._service.cap


def _path(what: str, frequency: Frequency, keyed: bool) -> str:
    """The path of a call. The open surface calls the figures a preview; the figures are the same."""
    surface = "data" if keyed else "public"
    return f"/{surface}/v1/{'preview' if what == 'get' and not keyed else what}/C/{frequency}/HS"


def _rows(
    found: list[tuple[Question, Answer]], notes: Mapping[tuple[str, str], Publication], known: date
) -> Iterator[Row | Refused]:
    decoder, refusals = msgspec.json.Decoder(dict[str, Any], float_hook=Decimal), Refusals(NAME)
    for question, answer in found:
        since = min(answer.retrieved, known)
        setting = Setting(source=source_of(SOURCE), retrieved=since, publications=notes)
        for number, raw in enumerate(msgspec.json.decode(answer.body, type=Envelope).records, start=1):
            where = f"UN Comtrade, answer of {answer.retrieved}, record {number}"
            try:
                record = decoder.decode(raw)
            except msgspec.DecodeError as error:
                refusals.add(where, f"it is no record ({error})", LEAVE_OUT)
                continue
            told = "&".join(f"{name}={record.get(name)}" for name in _IDENTITY)
            row = row_of(record, f"UN Comtrade C/{question.frequency}/HS?{told} (record {number})", setting)
            if isinstance(row, Refused):
                refusals.add(row.where, row.problem, row.mend)
            elif not isinstance(row, Part):
                yield row
    yield from refusals.listed()


def _batch_id(asked: Asked, found: list[tuple[Question, Answer]], notes: Mapping[tuple[str, str], Publication]) -> str:
    """A hash of what was asked and of the records that came; not of the days, nor of how long the service took."""
    made = hashlib.sha256(asked.what.encode())
    for _, answer in found:
        for raw in msgspec.json.decode(answer.body, type=Envelope).records:
            made.update(bytes(raw))
    made.update(msgspec.json.encode(sorted((*key, note) for key, note in notes.items())))
    return made.hexdigest()[:16]


def _silent(asked: Asked, found: list[tuple[Question, Answer]]) -> Iterator[str]:
    """Years of which a country told nothing, though the service answered."""
    for reporter in asked.countries:
        answered: set[str] = set()
        told: set[str] = set()
        for question, answer in found:
            if question.reporter == reporter and question.frequency == "A" and question.goods == (ALL_GOODS,):
                answered.update(question.periods)
                told.update(_periods(answer))
        if missing := sorted(answered - told):
            yield (
                f"UN Comtrade holds no figures reported by {place_name(reporter)} for {', '.join(missing)}; "
                "what its partners report is all there is"
            )


def _periods(answer: Answer) -> Iterator[str]:
    for raw in msgspec.json.decode(answer.body, type=Envelope).records:
        with suppress(msgspec.DecodeError):  # listed where rows are made
            yield str(msgspec.json.decode(raw, type=_Dated).period)


class _Dated(Struct, frozen=True):
    period: int | str | None = None
