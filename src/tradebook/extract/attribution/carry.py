"""From the sentence that cites to the sentences that the citation covers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tradebook.extract.attribution.covers import (
    FIGURES,
    foresees,
    gives_data,
    goes_on_with_trade,
    like_person,
    points_back,
    source_line,
    speaks_of_trade,
    tells_no_measure,
    tells_trade,
    turns_elsewhere,
)
from tradebook.extract.attribution.cues import CueReader
from tradebook.extract.attribution.memory import Known, Memory, surname
from tradebook.extract.attribution.quotes import Quoted, read_quotes
from tradebook.extract.attribution.sides import Cited
from tradebook.extract.attribution.voice import Voice
from tradebook.extract.attribution.voices import PhraseReader
from tradebook.extract.attribution.words import CiteWords, cite_words, same_outlet
from tradebook.extract.items import Sentence
from tradebook.report import Report
from tradebook.statement import Attribution, Speaker

_NAMED = frozenset({"ORG", "NAME", "PERSON"})
_OFFICES = frozenset({"agency", "office", "bureau", "service", "authority", "committee"})
_ANY_DATA = frozenset({"official", "statistical", "data", "figures", "statistics", "published", "these", "latest"})
_ABOUT_IT = (" about it", " said so", "So says", "So said")
_ELSEWHERE = frozenset({"meanwhile", "separately", "elsewhere", "earlier", "recall"})


class Analysed(Protocol):
    """What is attributed: a report in sentences, the title (field "title") first, and its dateline."""

    report: Report
    sentences: list[Sentence]
    dateline: Sentence | None


class _Row:
    """What is known of one sentence while the report is read."""

    __slots__ = (
        "agencies",
        "claimed",
        "context",
        "figure",
        "own_agencies",
        "own_figure",
        "speakers",
        "survey",
        "tagged",
        "tells_before",
    )

    def __init__(self) -> None:
        self.speakers: list[Known] = []
        self.agencies: list[str] = []
        self.own_agencies = False
        self.figure: str | None = None
        self.own_figure = False
        self.survey = False  # whether statistics are cited, which go on over paragraphs
        self.claimed = False  # whether somebody speaks, known or not
        self.tagged = False
        self.tells_before = False  # whether it tells where the news of the sentence before comes from
        self.context: list[Sentence] = []


class Attributions:
    """Who says each sentence of a report."""

    def __init__(self, outlet: str | None, sentences: Sequence[Sentence], rows: Sequence[_Row]) -> None:
        self.outlet = outlet
        self._made: dict[int, Attribution] = {}
        self._context: dict[int, list[Sentence]] = {}
        self._nobody = Attribution(outlet=outlet)
        for sentence, row in zip(sentences, rows, strict=True):
            if not (row.speakers or row.agencies or row.figure):
                continue
            speakers = tuple(dict.fromkeys(k.speaker for k in row.speakers))
            self._made[sentence.index] = Attribution(
                outlet=outlet, agencies=tuple(row.agencies), speakers=speakers, figure_source=row.figure
            )
            if row.context:
                self._context[sentence.index] = [
                    s for s in sorted(dict.fromkeys(row.context), key=lambda s: s.index)
                    if s is not sentence and s.field == sentence.field
                ]  # fmt: skip

    def of(self, sentence: Sentence) -> Attribution:
        """The attribution of a sentence of the report."""
        return self._made.get(sentence.index, self._nobody)

    def context(self, sentence: Sentence) -> list[Sentence]:
        """The other sentences that the attribution of a sentence was taken from, in order."""
        return self._context.get(sentence.index, [])

    def stated_by(self, sentence: Sentence) -> tuple[Speaker, ...]:
        """The speakers whose words a sentence is."""
        return self.of(sentence).speakers


def attribute(document: Analysed) -> Attributions:
    """The attribution of every sentence of an analysed report; sets `Sentence.quoted`."""
    return _Carrier(document, cite_words()).run()


class _Carrier:
    def __init__(self, document: Analysed, words: CiteWords) -> None:
        self.report = document.report
        self.sentences = document.sentences
        self.words = words
        self.outlet = document.report.outlet
        self.quoted: list[Quoted] = []
        self.rows: list[_Row] = []
        self.memory = Memory(words)
        self.dateline: str | None = None if document.dateline is None else self._signed(document.dateline)
        self.unnamed: tuple[_Row, Sentence] | None = None
        self.read_so_far = 0

    def _signed(self, dateline: Sentence) -> str | None:
        """The agency that signs the report in its dateline."""
        quoted = Quoted(None, runs_in=False, runs_on=False)
        cited = CueReader(dateline, quoted, self.report.text, self.words, self.outlet, lead=True).read([])
        if cited.dateline is not None:
            return cited.dateline
        agency = next((i for i in dateline.items if i.kind == "ORG" and i.value.kind == "agency"), None)
        return None if agency is None else str(agency.value.text)

    def run(self) -> Attributions:
        self.quoted = read_quotes(self.sentences)
        for k, sentence in enumerate(self.sentences):
            self.rows.append(self._own(k, sentence))
            self.read_so_far += sentence.field == "text"
        self._spread_back()
        self._spread_quotes()
        spoken = any(row.speakers for row in self.rows)
        if spoken:
            self._spread_speech()
        if any(row.own_agencies for row in self.rows):
            self._spread_agencies()
            self._agencies_back()
        self._spread_figures()
        if spoken:
            self._spread_bodies()
        if self.dateline is not None or any(row.agencies for row in self.rows):
            self._drop_outlet()
        return Attributions(self.outlet, self.sentences, self.rows)

    # -- the sentence's own cues -------------------------------------------------------------------------------------

    def _own(self, k: int, sentence: Sentence) -> _Row:
        row = _Row()
        triggers = self.words.triggers
        named = not sentence.kinds.isdisjoint(_NAMED)
        if sentence.lowers.isdisjoint(triggers):
            if not named:
                return row
            marks = []
        else:
            marks = [j for j, i in enumerate(sentence.items) if i.lower in triggers]
        text = self.report.text if sentence.field == "text" else self.report.title or ""
        lead = sentence.field == "text" and self.read_so_far < 3  # where an outlet names itself
        reader = CueReader(sentence, self.quoted[k], text, self.words, self.outlet, lead)
        if named:
            self.memory.note(sentence, reader.phrases)
        cited = reader.read(marks)
        row.tells_before = reader.comes_from() or sentence.text.startswith(("It quoted ", "It cited "))
        self._take(row, cited, sentence, reader.phrases)
        return row

    def _take(self, row: _Row, cited: Cited, sentence: Sentence, phrases: PhraseReader) -> None:
        if cited.outlet is not None and self.outlet is None:
            self.outlet = cited.outlet
        if cited.dateline is not None and self.dateline is None:
            self.dateline = cited.dateline
        if self.dateline is None and sentence.field == "text" and phrases.low(0) in {"source", "sources"}:
            self.dateline = source_line(sentence)
        row.agencies = [m for m in cited.media if not same_outlet(m, self.outlet)]
        row.own_agencies = bool(row.agencies)
        row.claimed = bool(cited.voices)
        for voice in cited.voices:
            if voice.refers in _OFFICES and self._data_of_office(voice, sentence, row):
                continue
            known = self._named_before(voice, sentence) or self.memory.resolve(voice, sentence)
            if known is not None and all(known.speaker != other.speaker for other in row.speakers):
                row.speakers.append(known)
                row.context.extend(known.sentences)
                if sentence.field == "text":
                    self.memory.heard(known, sentence)
        row.tagged = bool(row.speakers)
        if cited.figure is not None:
            self._take_figure(row, cited, sentence)
        row.own_figure = row.figure is not None

    def _named_before(self, voice: Voice, sentence: Sentence) -> Known | None:
        """Whoever the sentence before has heard by a bare name, whom this one calls by the office: "Aye Chan said. The
        head of the union added"."""
        if voice.kind != "role" or voice.new or not self.rows or sentence.field == "title":
            return None
        before, where = self.rows[-1], self.sentences[len(self.rows) - 1]
        if where.paragraph != sentence.paragraph or len(before.speakers) != 1:
            return None
        if (voice.role or "").split()[-1].lower() in self.words.plural:
            return None
        known = before.speakers[0]
        old = known.speaker
        bare = old.name if old.role is None and old.organisation is None else None
        if bare is None and old.name is None and old.role is None and like_person(old.organisation, where):
            bare = old.organisation
        if bare is None:
            return None
        organisation, context = self.memory.owner_of(voice, sentence)
        known.speaker = Speaker(name=bare, role=voice.role, organisation=organisation)
        known.sentences.extend([sentence, *context])
        return known

    def _data_of_office(self, voice: Voice, sentence: Sentence, row: _Row) -> bool:
        """Whether "the agency said" goes on with the figures of the statistics cited before, which then cover it."""
        if self.memory.figure is None or not any(i.kind in FIGURES for i in sentence.items):
            return False
        if voice.kind != "body" or self.memory.body(voice.refers or "", sentence, sentence.start)[1]:
            return False
        row.figure, where = self.memory.figure
        row.survey = True
        row.context.append(where)
        return True

    def _take_figure(self, row: _Row, cited: Cited, sentence: Sentence) -> None:
        figure = cited.figure
        assert figure is not None
        row.survey = row.survey or figure.survey
        if figure.name is None:  # "the data showed"
            if self.memory.figure is not None:
                row.figure, where = self.memory.figure
                row.context.append(where)
            else:
                self.unnamed = (row, sentence)
            return
        if self._names_person(figure, sentence, row):
            return
        name = self.memory.full(figure.name)
        if self._same_data(figure, sentence) and self.memory.figure is not None:
            name, where = self.memory.figure
            row.context.append(where)
        elif figure.refers is not None:
            found, where_named = self.memory.body(figure.refers, sentence, sentence.start)
            if found is not None and where_named:
                name = found
                row.context.extend(where_named)
        row.figure = name
        if self.unnamed is not None and sentence.paragraph - self.unnamed[1].paragraph <= 1:
            early, _ = self.unnamed  # "data showed", and whose data one sentence later
            early.figure, early.survey = name, True
            early.context.append(sentence)
        self.unnamed = None
        self.memory.figure = (name, sentence)

    def _same_data(self, figure: Voice, sentence: Sentence) -> bool:
        """Whether "the agency" or "statistical data" is the source that was named just before."""
        if self.memory.figure is None or sentence.paragraph - self.memory.figure[1].paragraph > 2:
            return False
        words = (figure.name or "").lower().split()
        if figure.refers in _OFFICES and words == [figure.refers]:
            return not self.memory.body(figure.refers, sentence, sentence.start)[1]
        return len(words) > 1 and all(word in _ANY_DATA for word in words)

    def _names_person(self, figure: Voice, sentence: Sentence, row: _Row) -> bool:
        """Whether a bare name is whom the sentence before has heard by the office: "The head of X announced it. Aye
        Chan put trade at $1 billion"."""
        known_by_name = self.memory.called((figure.name or "").lower())
        if known_by_name is not None and not figure.survey:  # "according to Kabil"
            row.speakers.append(known_by_name)
            row.context.extend(known_by_name.sentences)
            row.tagged = True
            self.memory.heard(known_by_name, sentence)
            return True
        before = self.rows[-1] if self.rows else None
        if before is None or len(before.speakers) != 1 or not like_person(figure.name, sentence):
            return False
        known = before.speakers[0]
        old = known.speaker
        if old.name is not None or old.role is None or old.role.split()[-1].lower() in self.words.plural:
            return False
        known.speaker = Speaker(name=figure.name, role=old.role, organisation=old.organisation)
        known.sentences.append(sentence)
        row.speakers.append(known)
        row.tagged = True
        self.memory.people[surname(figure.name or "")] = known
        self.memory.heard(known, sentence)
        return True

    def _spread_back(self) -> None:
        """The speaker of "The minister told reporters about it", to the sentence before."""
        for k in range(1, len(self.sentences)):
            sentence, row, before = self.sentences[k], self.rows[k], self.rows[k - 1]
            if row.tells_before and not (before.speakers or before.figure) and self.sentences[k - 1].field == "text":
                before.speakers, before.figure = list(row.speakers), row.figure
                before.context.extend([sentence, *row.context])
                continue
            if not row.tagged or before.speakers or self.sentences[k - 1].field != "text" or sentence.quoted:
                continue
            near = before.figure is None and sentence.paragraph - self.sentences[k - 1].paragraph <= 1
            if near and any(mark in sentence.text for mark in _ABOUT_IT):
                before.speakers = list(row.speakers)
                before.context.extend([sentence, *row.context])

    # -- quotations --------------------------------------------------------------------------------------------------

    def _spread_quotes(self) -> None:
        """The speaker of a quotation, to all the sentences it runs over."""
        k = 0
        while k < len(self.sentences):
            if not self.sentences[k].quoted and not self.quoted[k].runs_on:
                k += 1
                continue
            last = k
            while self.quoted[last].runs_on and last + 1 < len(self.sentences):
                last += 1
            self._speak(k, last)
            k = last + 1

    def _speak(self, first: int, last: int) -> None:
        rows = self.rows
        source = next((j for j in (last, *range(first, last)) if rows[j].tagged), -1)
        if source < 0:
            source = self._near(first, last)
        if source < 0:
            return
        for j in range(first, last + 1):
            if not rows[j].speakers and (self.sentences[j].quoted or self.quoted[j].runs_in):
                rows[j].speakers = list(rows[source].speakers)
                rows[j].context.extend([self.sentences[source], *rows[source].context])
                if self.sentences[j].paragraph == self.sentences[source].paragraph and not rows[j].agencies:
                    rows[j].agencies = list(rows[source].agencies)

    def _near(self, first: int, last: int) -> int:
        """The sentence beside a quotation that tells its speaker; -1 for none."""
        sentences, rows = self.sentences, self.rows
        if sentences[first].field == "title":
            return -1
        paragraph = sentences[first].paragraph
        after = last + 1
        if (
            after < len(sentences)
            and sentences[after].paragraph == sentences[last].paragraph
            and rows[after].tagged
            and len(sentences[after].items) <= 14
            and not sentences[after].quoted
        ):
            return after
        before = first - 1
        while before >= 0 and sentences[before].field == "text" and paragraph - sentences[before].paragraph <= 1:
            if rows[before].speakers:
                return before
            if sentences[before].paragraph != paragraph and not sentences[before].quoted and before != first - 1:
                break
            before -= 1
        return -1

    # -- speech and figures told behind it ---------------------------------------------------------------------------

    def _spread_speech(self) -> None:
        """A person's figures of trade, to the figures right behind them in the paragraph that nobody else tells ("Of
        these, 4 million went to X"); and the source that the person cites, to what the same person says next."""
        for k in range(1, len(self.sentences)):
            sentence, row, before = self.sentences[k], self.rows[k], self.rows[k - 1]
            if not before.speakers or sentence.field == "title" or self.sentences[k - 1].field == "title":
                continue
            parted = sentence.paragraph - self.sentences[k - 1].paragraph
            if before.own_figure and row.speakers and parted <= 1 and self._same_speakers(row, before):
                if row.figure is None and tells_trade(sentence):
                    self._hand_on(k - 1, row)
                continue
            if self._silent(row, sentence) and self._one_person(before) and self._goes_on(k, parted):
                row.speakers = list(before.speakers)
                row.context.extend([self.sentences[k - 1], *before.context])

    def _one_person(self, row: _Row) -> bool:
        """Whether one person, with a name or an office, is heard in a sentence: no body and no crowd."""
        if len(row.speakers) != 1:
            return False
        speaker = row.speakers[0].speaker
        role = (speaker.role or "").lower().split()
        return speaker.name is not None or (bool(role) and role[-1] not in self.words.plural)

    def _same_speakers(self, row: _Row, other: _Row) -> bool:
        return {known.speaker for known in row.speakers} == {known.speaker for known in other.speakers}

    def _silent(self, row: _Row, sentence: Sentence) -> bool:
        """Whether nobody is cited in a sentence of the text."""
        return not (row.speakers or row.claimed or row.own_agencies or row.figure or sentence.quoted)

    def _goes_on(self, k: int, parted: int) -> bool:
        """Whether sentence `k` goes on with the figures that the speaker of the sentence before has told."""
        sentence, before = self.sentences[k], self.sentences[k - 1]
        if before.quoted or not tells_trade(before) or not sentence.lowers.isdisjoint(_ELSEWHERE):
            return False
        if parted <= 1 and points_back(sentence):
            return True
        return (
            parted == 0
            and goes_on_with_trade(sentence)
            and not foresees(before)
            and not turns_elsewhere(sentence, before)
        )

    def _spread_bodies(self) -> None:
        """A body that told figures of trade, to the figures of the same trade behind it that nobody else tells: in its
        paragraph and on to the next ones."""
        source = -1
        for k, (sentence, row) in enumerate(zip(self.sentences, self.rows, strict=True)):
            if sentence.field == "title" or self._heading(sentence):
                continue
            if not self._silent(row, sentence):
                source = k if self._body_tells(row, sentence) else -1
                continue
            if source < 0:
                continue
            parted = sentence.paragraph - self.sentences[source].paragraph
            if (
                not goes_on_with_trade(sentence)
                or turns_elsewhere(sentence, self.sentences[source])
                or foresees(sentence)
            ):
                if parted:
                    source = -1
                continue
            if parted and not sentence.lowers.isdisjoint(_ELSEWHERE):
                source = -1
                continue
            row.speakers = list(self.rows[source].speakers)
            row.context.extend([self.sentences[source], *self.rows[source].context])

    def _body_tells(self, row: _Row, sentence: Sentence) -> bool:
        """Whether a body, no firm and no medium, tells figures of trade in a sentence."""
        if len(row.speakers) != 1 or row.figure is not None or sentence.quoted or foresees(sentence):
            return False
        speaker = row.speakers[0].speaker
        if speaker.name is not None or speaker.role is not None or "deal_noun" in sentence.cues:
            return False
        named = [(i, parts) for i, _, parts in self.memory.bodies if i.value.text == speaker.organisation]
        public = all(i.value.kind == "body" or not self.words.bodies.isdisjoint(parts) for i, parts in named)
        return speaks_of_trade(sentence) and tells_no_measure(sentence) and public

    # -- agencies ----------------------------------------------------------------------------------------------------

    def _spread_agencies(self) -> None:
        """An agency to the speech and the paragraph that its citation introduces."""
        by_speaker: dict[Speaker, int] = {}
        latest = -1
        is_open = False
        for k, (sentence, row) in enumerate(zip(self.sentences, self.rows, strict=True)):
            if sentence.field == "title":
                continue
            if row.own_agencies:
                latest, is_open = k, True
                for known in row.speakers:
                    by_speaker[known.speaker] = k
                continue
            source = self._citing_row(k, by_speaker, latest, is_open)
            if source >= 0:
                row.agencies = list(self.rows[source].agencies)
                row.context.append(self.sentences[source])
                for known in row.speakers:
                    by_speaker.setdefault(known.speaker, source)
            elif not row.speakers and latest >= 0 and sentence.paragraph != self.sentences[latest].paragraph:
                is_open = False

    def _citing_row(self, k: int, by_speaker: dict[Speaker, int], latest: int, is_open: bool) -> int:
        """The index of the sentence whose citation covers sentence `k`; -1 for none."""
        row = self.rows[k]
        for known in row.speakers:
            if known.speaker in by_speaker:
                return by_speaker[known.speaker]
        if latest < 0:
            return -1
        same_paragraph = self.sentences[latest].paragraph == self.sentences[k].paragraph
        if not row.speakers:
            return latest if same_paragraph and row.figure is None else -1
        if is_open and not self.rows[latest].speakers:
            return latest
        return -1

    def _agencies_back(self) -> None:
        """The medium of "In remarks to the Post, he ...", to what the same person said just before."""
        for k in range(len(self.sentences) - 1, 0, -1):
            row, before = self.rows[k], self.rows[k - 1]
            near = self.sentences[k].paragraph == self.sentences[k - 1].paragraph and self.sentences[k].field == "text"
            if near and row.own_agencies and row.speakers and not before.agencies and self._same_speakers(row, before):
                before.agencies = list(row.agencies)
                before.context.append(self.sentences[k])

    def _drop_outlet(self) -> None:
        """No agency is the outlet itself; an agency's dateline stands for the whole text."""
        for row, sentence in zip(self.rows, self.sentences, strict=True):
            row.agencies = [a for a in row.agencies if not same_outlet(a, self.outlet)]
            dateline = self.dateline
            if dateline is None or sentence.field == "title" or same_outlet(dateline, self.outlet):
                continue
            if not any(same_outlet(a, dateline) for a in row.agencies):
                row.agencies.append(dateline)

    # -- figures -----------------------------------------------------------------------------------------------------

    def _spread_figures(self) -> None:
        """A source of figures to the sentences behind it that give figures and cite nobody: in its paragraph, and
        statistics on to the next paragraphs, as long as they go on with figures of trade."""
        source = -1
        paragraph = -1
        for k, (sentence, row) in enumerate(zip(self.sentences, self.rows, strict=True)):
            if row.figure is not None:
                source, paragraph = k, sentence.paragraph
                continue
            if source < 0 or sentence.field == "title" or self._heading(sentence):
                continue
            claimed = bool(row.speakers) or row.claimed or row.own_agencies or sentence.quoted
            parted = sentence.paragraph != self.sentences[source].paragraph
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
                if claimed and not row.own_figure and not tells_trade(sentence):
                    continue  # a comment between
                surveyed = self.rows[source].survey or tells_trade(self.sentences[source])
                if claimed or not surveyed or not goes_on_with_trade(sentence):
                    source = -1
                    continue
            if not claimed and gives_data(sentence) and not foresees(sentence):
                if parted and turns_elsewhere(sentence, self.sentences[source]):
                    source = -1
                    continue
                self._hand_on(source, row)

    def _hand_on(self, source: int, row: _Row) -> None:
        """The source of figures of one row to another."""
        row.figure = self.rows[source].figure
        row.context.append(self.sentences[source])
        if not row.speakers and not any(k.speaker.name or k.speaker.role for k in self.rows[source].speakers):
            row.speakers = list(self.rows[source].speakers)  # "the ministry reports, citing the customs"

    def _heading(self, sentence: Sentence) -> bool:
        """Whether a sentence is a line between paragraphs: a few words without a full stop."""
        items = sentence.items
        return 0 < len(items) <= 6 and items[-1].kind != "p" and not any(i.kind in FIGURES for i in items)
