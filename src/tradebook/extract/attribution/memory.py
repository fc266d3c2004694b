"""Who was named before: surnames, pronouns, "the minister", "the factory's director" -> the full speaker."""

from __future__ import annotations

from collections.abc import Sequence

from tradebook import places
from tradebook.extract.attribution.voice import Office, Voice
from tradebook.extract.attribution.voices import PhraseReader
from tradebook.extract.attribution.words import PERSONAL, CiteWords
from tradebook.extract.items import Item, Sentence
from tradebook.statement import Speaker


class Known:
    """A speaker with the sentences that tell who it is."""

    __slots__ = ("sentences", "speaker")

    def __init__(self, speaker: Speaker, sentences: list[Sentence]) -> None:
        self.speaker = speaker
        self.sentences = sentences


class Memory:
    """What a report has named so far. `people` by surname, `bodies` in order, `spoke` the voices heard, each with
    the paragraph."""

    def __init__(self, words: CiteWords) -> None:
        self.words = words
        self.people: dict[str, Known] = {}
        self.bodies: list[tuple[Item, Sentence, list[str]]] = []
        self.spoke: list[tuple[Known, int]] = []
        self.figure: tuple[str, Sentence] | None = None

    # -- taking note -------------------------------------------------------------------------------------------------

    def note(self, sentence: Sentence, phrases: PhraseReader) -> None:
        """Remember the bodies and people of a sentence."""
        for k, item in enumerate(sentence.items):
            if item.kind in ("ORG", "NAME"):
                parts = item.value.text.lower().split()
                sort = phrases.low(k - 1).split()[-1:]  # "foreign trade secretariat Secex"
                if sort and sort[0] in self.words.bodies:
                    parts = [*parts, sort[0]]
                self.bodies.append((item, sentence, parts))
            elif item.kind == "PERSON":
                self._note_person(k, item, sentence, phrases)

    def _note_person(self, k: int, item: Item, sentence: Sentence, phrases: PhraseReader) -> None:
        role, organisation, context = self._office_of(k, sentence, phrases)
        key = surname(item.value.text)
        known = self.people.get(key)
        if known is None:
            self.people[key] = Known(
                Speaker(name=item.value.text, role=role, organisation=organisation), [sentence, *context]
            )
            return
        old = known.speaker
        name = old.name if len(old.name or "") >= len(item.value.text) else item.value.text
        if (
            (role and not old.role)
            or (organisation and not old.organisation and (role is None or role == old.role))
            or name != old.name
        ):
            if sentence not in known.sentences:
                known.sentences.append(sentence)
            known.sentences.extend(s for s in context if s not in known.sentences)
            if role and not old.role:
                known.speaker = Speaker(name=name, role=role, organisation=organisation or old.organisation)
            else:
                known.speaker = Speaker(name=name, role=old.role, organisation=old.organisation or organisation)

    def _office_of(
        self, k: int, sentence: Sentence, phrases: PhraseReader
    ) -> tuple[str | None, str | None, list[Sentence]]:
        items = sentence.items
        behind, k = k, _before_titles(items, k)
        start = k
        while start > 0 and k - start < 22 and items[start - 1].kind not in _NOT_OFFICE and (
            items[start - 1].lower not in _LEFT_STOPS
            or (items[start - 1].lower == "," and phrases.low(start) in self.words.portfolio)
        ):  # fmt: skip
            start -= 1
        office = phrases.office(start, k, upto=k) if start < k else None
        if office is None and phrases.low(k - 1) == ",":  # "The ambassador of France, Luc Morel, said"
            start = k - 1
            while (
                start > 0
                and k - start < 22
                and items[start - 1].kind not in _NOT_OFFICE
                and items[start - 1].lower not in _LEFT_STOPS
            ):
                start -= 1
            office = phrases.office(start, k - 1, upto=k - 1) if start < k - 1 else None
        if office is None:
            office = self._office_behind(behind, sentence, phrases)
        if office is None:
            return None, self._plain_body(behind, phrases), []
        context: list[Sentence] = []
        organisation = self.full(office.organisation) if office.organisation else None
        if organisation is None and office.refers is None:
            organisation = self._plain_body(behind, phrases) or _apposed(items, office)
        if organisation is None and office.refers is not None:
            organisation, context = self.body(office.refers, sentence, items[k].start)
        if organisation is None and office.refers is None and self._of_firm(office.role):
            organisation, context = self._own_firm(sentence, items[min(office.start, k)].start)
        return office.role or None, organisation, context

    def _of_firm(self, role: str) -> bool:
        """Whether an office is one of firms, so that the firm spoken of is meant."""
        words = role.lower().split()
        return words[-1] in {"ceo", "cfo", "coo", "owner", "founder"} or " ".join(words[-2:]) in _FIRM_OFFICES

    def _own_firm(self, sentence: Sentence, before: int) -> tuple[str | None, list[Sentence]]:
        """The firm that a sentence names first, before `before`; else the one named first in the sentence before."""
        firm = self._first_firm(sentence, before)
        if firm is not None:
            return firm, []
        earlier = [(item, where) for item, where, _ in self.bodies if where is not sentence and where.field == "text"]
        if not earlier or sentence.index - earlier[-1][1].index > 2:
            return None, []
        where = earlier[-1][1]
        firm = self._first_firm(where) or next(
            (i.value.text for i, s in earlier if s is where and i.kind == "ORG"), None
        )
        return firm, [where] if firm is not None else []

    def _office_behind(self, k: int, sentence: Sentence, phrases: PhraseReader) -> Office | None:
        items = sentence.items
        if phrases.low(k + 1) not in {",", "("}:
            return None
        begin = k + 2
        if phrases.low(begin) == "who" and phrases.low(begin + 1) in _LEADS:
            return self._leads(begin + 1, phrases)
        if phrases.low(begin) in {"who", "which"} and phrases.low(begin + 1) in {"is", "was", "heads", "leads"}:
            begin += 2
        stop = begin
        while stop < len(items) and stop < k + 20 and (
            items[stop].lower not in _RIGHT_STOPS
            or (items[stop].lower == "," and phrases.low(stop + 1) in self.words.portfolio)
        ):  # fmt: skip
            stop += 1
        office = phrases.office(begin, stop)
        if office is None:
            return None
        gap = [
            i
            for i in items[begin : office.start]
            if i.kind == "w" and i.lower not in {"the", "a", "an", "s", "who", "is", "its"}
        ]
        return office if len(gap) <= 1 else None

    def _leads(self, verb: int, phrases: PhraseReader) -> Office | None:
        """The office of "who chairs the association"."""
        stop = verb + 1
        while stop < phrases.size and stop < verb + 12 and phrases.low(stop) not in _RIGHT_STOPS:
            stop += 1
        voice = phrases.voice(verb + 1, stop) if stop > verb + 1 else None
        if voice is None or voice.kind not in {"body", "figure", "role"}:
            return None
        named = voice.name if voice.refers is None else None
        return Office(_LEADS[phrases.low(verb)], named, voice.refers, verb, stop)

    def _plain_body(self, k: int, phrases: PhraseReader) -> str | None:
        """The body of "Jane Roe of Example Dairy", "of the bank Example", "the Example Board's Jane Roe"."""
        if phrases.low(k + 1) in {"of", "from", "at", "with"}:
            j = k + 3 if phrases.low(k + 2) == "the" else k + 2
            if j < phrases.size and phrases.items[j].kind == "ORG":
                return str(phrases.items[j].value.text)
            body = phrases.body_after_sort(j, phrases.size)
            return str(phrases.items[body].value.text) if body else None
        if phrases.low(k - 1) == "s" and k > 2 and phrases.items[k - 3].kind == "ORG":
            return str(phrases.items[k - 3].value.text)
        return None

    def heard(self, known: Known, sentence: Sentence) -> None:
        """Remember who spoke in a sentence."""
        self.spoke.append((known, sentence.paragraph))

    # -- finding -----------------------------------------------------------------------------------------------------

    def body(self, noun: str, sentence: Sentence, before: int) -> tuple[str | None, list[Sentence]]:
        """The body that a noun stands for ("factory"), with the sentence that names it; the noun itself where none
        was named. `before` is the offset in `sentence` before which it must stand."""
        for item, where, parts in reversed(self.bodies):
            if where is sentence and item.start >= before:
                continue
            if item.value.kind in ("agency", "event", "person"):
                continue
            company = item.value.kind != "body" and (item.kind == "ORG" or where is not sentence)
            owned = noun == "its" and item.kind == "ORG"
            if owned or noun in parts or (company and noun in self.words.company_nouns):
                return item.value.text, [where]
        if noun != "its":
            return noun, []
        last = self.spoke[-1][0].speaker if self.spoke else None
        told = last is not None and last.name is None and last.role is None
        return (last.organisation if last is not None and told else None), []

    def resolve(self, voice: Voice, sentence: Sentence) -> Known | None:
        """The speaker that a voice of `sentence` is; None where it cannot be known."""
        if voice.kind == "pronoun":
            return self._pronoun(voice.word or "", sentence)
        if voice.kind == "surname":
            return self.called((voice.name or "").lower())
        if voice.kind == "person":
            return self.people.get(surname(voice.name or "")) or Known(Speaker(name=voice.name), [sentence])
        if voice.kind == "role":
            return self._role(voice, sentence)
        return self._named(voice, sentence)

    def _named(self, voice: Voice, sentence: Sentence) -> Known | None:
        name = voice.name or ""
        if voice.item is not None and voice.item.kind == "NAME":
            known = self.called(name.lower()) if len(name.split()) == 1 else self.people.get(surname(name))
            if known is not None and len(name.split()) <= 2:
                return known
        if voice.refers is None:
            return Known(Speaker(organisation=self.full(name)), [sentence])
        before = sentence.start if sentence.field == "text" else 0
        found, context = self.body(voice.refers, sentence, before)
        if found == voice.refers and found in self.words.company_nouns:
            found = self._first_firm(sentence) or found  # "Alto Verde will supply ..., the company said"
        return Known(Speaker(organisation=found), [sentence, *context])

    def _first_firm(self, sentence: Sentence, before: int | None = None) -> str | None:
        """The firm that a sentence names first, before the offset `before` where one is given."""
        for item in sentence.items:
            if before is not None and item.start >= before:
                return None
            if item.kind in ("ORG", "NAME") and item.value.kind not in ("body", "agency", "event", "person"):
                return str(item.value.text)
        return None

    def _acting_body(self, sentence: Sentence) -> str | None:
        """The body that opens a sentence: "|Chile's Livestock Service| has suspended imports, it said"."""
        first = next((item for item in sentence.items[:5] if item.kind == "ORG"), None)
        return str(first.value.text) if first is not None and first.value.kind == "body" else None

    def called(self, word: str) -> Known | None:
        """The person called by one word: the surname, which stands first in Chinese and Korean names."""
        known = self.people.get(word)
        if known is None:
            known = next((k for k in self.people.values() if (k.speaker.name or "").lower().split()[0] == word), None)
        return known

    def full(self, name: str) -> str:
        """The full name of a body that is called by the acronym that stood in brackets behind it."""
        if not name.isupper():
            return name
        return next((i.value.text for i, _, _ in self.bodies if i.value.acronym == name), name)

    def _role(self, voice: Voice, sentence: Sentence) -> Known | None:
        role = voice.role or ""
        if voice.new:
            organisation, context = self.owner_of(voice, sentence)
            return Known(Speaker(role=role, organisation=organisation), [sentence, *context])
        head = role.lower().split()[-1] if role else ""
        if head == "source" and self.spoke and "same" in sentence.lowers:
            return self.spoke[-1][0]
        fitting = [known for known in self.people.values() if self._same_office(known, role, voice)]
        if fitting:  # who spoke last; before anybody spoke the one named first
            heard = [known for known, _ in self.spoke]
            return next((known for known in reversed(heard) if known in fitting), fitting[0])
        if voice.organisation is None:
            for known, _ in reversed(self.spoke):
                mine = (known.speaker.role or "").lower()
                if mine and (mine.split()[-1] == head or mine.startswith(role.lower())) and voice.refers is None:
                    return known
        if (
            head in self.words.generic_role | {"manager", "director", "envoy", "executive"}
            and role.lower() == head
            and (voice.organisation is None or (known_name(self.spoke) and is_country(voice.organisation)))
            and voice.refers is None
            and self.spoke
        ):
            last, paragraph = self.spoke[-1]
            if last.speaker.role and sentence.paragraph - paragraph <= 1:
                return last
        organisation, context = self.owner_of(voice, sentence)
        made = Speaker(role=role, organisation=organisation)
        for known, _ in reversed(self.spoke):
            old = known.speaker
            if (
                old.name is not None
                and old.organisation == organisation
                and organisation
                and (old.role or "").lower() == role.lower()
            ):
                return known
        return Known(made, [sentence, *context])

    def owner_of(self, voice: Voice, sentence: Sentence) -> tuple[str | None, list[Sentence]]:
        """The body that a voice's office belongs to, with the sentence that names it."""
        if voice.organisation is None and voice.refers is not None:
            return self.body(voice.refers, sentence, sentence.end)
        return self.full(voice.organisation) if voice.organisation else None, []

    def _same_office(self, known: Known, role: str, voice: Voice) -> bool:
        mine = (known.speaker.role or "").lower().split()
        asked = role.lower().replace("-", " ").split()
        if not mine or not asked:
            return False
        if voice.organisation is not None and known.speaker.organisation not in (None, voice.organisation):
            return False
        if (
            voice.refers not in (None, "its")
            and voice.refers not in (known.speaker.organisation or "").lower()
            and voice.refers not in self.words.company_nouns
        ):
            return False
        if asked[-1] in self.words.plural:
            return False
        return all(word in mine for word in asked) or (mine[-1] == asked[-1] and all(word in asked for word in mine))

    def _pronoun(self, word: str, sentence: Sentence) -> Known | None:
        near: Known | None = None
        for known, paragraph in reversed(self.spoke):
            if not self._fits(word, known.speaker):
                continue
            if near is None:
                near = known
            if sentence.paragraph - paragraph <= 1:
                return known
        if near is None and word == "it":
            firm = self._first_firm(sentence) or self._acting_body(sentence)
            return Known(Speaker(organisation=firm), [sentence]) if firm is not None else None
        topic = self._topic(word, sentence)
        if topic is not None:
            return topic
        several = {id(k) for k, _ in self.spoke if self._fits(word, k.speaker)}
        return near if len(several) == 1 else None

    def _fits(self, word: str, speaker: Speaker) -> bool:
        if word in PERSONAL:
            role = (speaker.role or "").lower().split()
            return speaker.name is not None or (bool(role) and role[-1] not in self.words.plural)
        if word in {"it"}:
            return speaker.name is None and speaker.role is None
        return speaker.name is None

    def _topic(self, word: str, sentence: Sentence) -> Known | None:
        """The one person named so far, for a pronoun before whom nobody spoke."""
        if word in PERSONAL and len(self.people) == 1:
            return next(iter(self.people.values()))
        return None


def known_name(spoke: list[tuple[Known, int]]) -> bool:
    """Whether a person with a name spoke last."""
    return bool(spoke) and spoke[-1][0].speaker.name is not None


def is_country(name: str) -> bool:
    """Whether an organisation is a country: "the Russian diplomat"."""
    return places.is_country_name(name)


def surname(name: str) -> str:
    """The last word of a name, in lower case, without "al-"."""
    return name.split()[-1].lower().removeprefix("al-") if name.split() else ""


_FIRM_OFFICES = frozenset(
    f"{kind} {noun}"
    for noun in ("director", "manager", "officer", "executive")
    for kind in ("managing", "sales", "commercial", "marketing", "export", "financial", "technical", "chief", "general",
                 "executive", "operating", "production", "procurement", "logistics")
) | {"chief executive", "chief engineer", "chief technologist"}  # fmt: skip
_LEADS = {
    "chairs": "chair", "heads": "head", "leads": "leader", "chaired": "chair", "headed": "head",
    "runs": "", "owns": "owner", "directs": "director",
}  # fmt: skip
_NOT_OFFICE = frozenset({"PER", "AMT", "QTY", "PCT", "PERSON"})
_LEFT_STOPS = frozenset(
    """
    " “ ” ; : ( ) — – , that which who when while because although if but said told noted added by after before is
    are was were has have had will would says citing according .
    """.split()
)
_RIGHT_STOPS = frozenset(
    """
    , . ; : ( ) " “ ” said told noted added that who which has have had was were is are says
    """.split()
)


_TITLES = frozenset(
    {"dr", "dr.", "mr", "mr.", "mrs", "ms", "prof", "prof.", "engr", "eng", "h.e", "h.e.", "sir", "hon", "sheikh"}
)


def _before_titles(items: Sequence[Item], k: int) -> int:
    """The index behind the office of "Foreign Minister |Dr Jane Roe|", the person standing at `k`."""
    while k > 0 and (items[k - 1].lower in _TITLES or (items[k - 1].text == "." and items[k - 2].lower in _TITLES)):
        k -= 1
    return k


def _apposed(items: Sequence[Item], office: Office) -> str | None:
    """The body of "Jane Roe, Chairperson, |Example Union|", which ends the clause."""
    k = office.stop
    if k + 1 >= len(items) or items[k].lower != "," or items[k + 1].kind != "ORG":
        return None
    ends = k + 2 >= len(items) or items[k + 2].text in {".", ",", '"', "”"}
    return str(items[k + 1].value.text) if ends and items[k + 1].value.kind != "agency" else None
