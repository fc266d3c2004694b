"""Names of bodies and companies: by an organisation word, a legal form, a lower-case head."""

from __future__ import annotations

from tradebook.extract.mentions.names_scan import APOSTROPHES, PLACES, QUOTES, Found, Scan

AREA_FORMS = frozenset({"area", "city", "capital"})
_DOTTED = ("S.p.A.", "S.p.A", "S.r.l.", "S.r.l", "s.r.o.", "d.o.o.", "a.s.", "d.d.")
# What the industry words before a lower-case "plant" or "company" do not end in.
_NO_FIELD_ENDINGS = ("ed", "ly", "ings", "ns", "es", "ts", "rs", "ds")


_EXCHANGES = frozenset(
    "asx nyse nasdaq lse aim tsx tsxv cse jse bse nse sgx hkex hkse klse bursa idx pse otc nzx".split()
)
_FLOWS = frozenset({"exports", "imports"})


class Bodies(Scan):
    """The readers of organisations; each takes a run of capitals (`k` to `end`) and gives the name or None."""

    def _with_complement(self, k: int, end: int) -> Found | None:
        """A body with "of" or "for" behind its head: "State Committee for Statistics of Uzbekistan"."""
        head = end - 2 if self.lows[end - 1] == "general" else end - 1  # "Directorate General of Food"
        if head < k or self.lows[head] not in self.words.of or self.lows[end] not in {"of", "for", "on"}:
            return None
        if head == k and self.lows[head] == "assembly" and self._of_things(end + 1):
            return None  # "Assembly of Borivos tractors began", "Assembly of Belarusian tractors"
        stop = self._complement(end) if self._takes(end) and not self._seat_behind(k, head, end) else 0
        if not stop:
            return None
        start = self._trimmed(k, end)
        if self._legal(stop):  # "Bank of Boston Corp"
            while self._legal(stop):
                stop += 1
            return self._with_acronym("ORG", start, stop, "company")
        return self._body(start, stop)

    def _seat_behind(self, k: int, head: int, end: int) -> bool:
        """Whether "of" only tells where a works or group with a name of its own is: "Gomel Harvester Works of Y"."""
        works = self.lows[head] in self.words.facility or self.lows[head] in {"group", "holding", "conglomerate"}
        return (
            works
            and self.lows[end] == "of"
            and self._is_place(end + 1 + (self.lows[end + 1] == "the"))
            and (self.items[head - 1].kind == "w" or head > k + 1)
            and head > k
        )

    def _of_things(self, k: int) -> bool:
        """Whether what is assembled follows at `k`, and no country whose assembly it is."""
        return k < self.size and self.items[k].kind != "PLACE" and self.lows[k] != "the"

    def _takes(self, j: int) -> bool:
        """Whether the head before `j` takes what follows into its name: "of" always, "for" and "on" only a public
        body's, before a capital or its field ("Office for National Statistics", not "Plant for the supply")."""
        if self.lows[j] == "of":
            return True
        if self.lows[j - 1] == "bank" and self.lows[j + 1] == "the":
            return False  # "a loan from the Exim Bank for the Kano line"
        if self.lows[j - 1] not in self.words.bodies and self.lows[j - 1] not in self.words.official:
            return False
        return self._cap(j + 1) or (self.lows[j + 1] == "the" and self._cap(j + 2)) or self.lows[j - 1] == "ministry"

    def _trimmed(self, k: int, end: int) -> int:
        """`k` past an opening demonym or place that belongs to the sentence, not to the name; here: past nothing."""
        return k if end - k <= 1 or self.lows[k] not in self.words.function else k + 1

    def _complement(self, j: int) -> int:
        """The index behind "of X", "for X and Y", "of X of PLACE" from `j`; 0 where nothing proper follows."""
        k = j + 1
        if self.lows[k] == "the":
            k += 1
        purpose = self.lows[j] == "for" and (k > j + 1 or self.lows[k + 1] == "of") and not self._cap(k)
        if not self._part(k) or purpose:  # "the ministry |for the supply of| rice"
            return 0
        stop = self._part_end(k)
        while stop < self.size:
            low = self.lows[stop]
            if low in {"and", "&"} and self._goes_on(stop):
                stop = self._part_end(stop + 1)
            elif (
                low == ","
                and self._part(stop + 1)
                and self.lows[stop + 1] in self.words.portfolio
                and self.lows[stop + 2] in {",", "and", "&"}
            ):
                stop = stop + 2
            elif low == "," and self.lows[stop + 1] in {"and", "&"} and self.lows[stop + 2] in self.words.portfolio:
                stop = self._part_end(stop + 2)
            elif low in {"of", "for"} and self.items[stop - 1].kind not in PLACES:
                further = self._complement(stop)
                return further or stop
            else:
                break
        return stop

    def _part(self, k: int) -> bool:
        """Whether item `k` can be what a body is of: a capital, or a field in lower case ("ministry of trade")."""
        return self._cap(k) or (self.lows[k] in self.words.portfolio and self.items[k].text[0].islower())

    def _goes_on(self, j: int) -> bool:
        """Whether "and" at `j` joins fields of one body ("Commerce and Industry") and not two names."""
        if self.items[j - 1].kind in PLACES or not self._part(j + 1):
            return False
        low = self.lows[j + 1]
        if self.items[j + 1].text[0].islower() and self._cap(j - 1):
            return False
        return low in self.words.portfolio or low in self.words.tail or low in self.words.plural

    def _part_end(self, k: int) -> int:
        """The index behind the fields, places or proper words from `k`; fields end where other words begin, for
        a person may stand there ("Ministry of Commerce Luo Weidong")."""
        if self.items[k].text[0].islower():
            while k < self.size and self.lows[k] in self.words.portfolio and self.items[k].text[0].islower():
                k += 1
            return k
        end = self._run(k)
        if self.lows[k] in self.words.portfolio:
            j = k
            while j < end and (
                self.lows[j] in self.words.portfolio or self.lows[j] in self.words.tail or self.lows[j] in {"-", "&"}
            ):
                j += 1
            return j if self.lows[j - 1] not in {"-", "&"} else end
        if self.items[k].kind == "PLACE":
            stop = k + 1
            while stop < end and (self.lows[stop] in self.words.tail or self.lows[stop] in self.words.portfolio):
                stop += 1  # "Federation of Pakistan Chambers of Commerce"
            return stop
        return self._before_office(k, end)

    def _statistics(self, k: int, end: int) -> Found | None:
        """A statistics office called so: "Statistics Canada"."""
        if end - k != 2 or self.lows[k] != "statistics" or not self._is_place(k + 1):
            return None
        return self._with_acronym("ORG", k, end, "body")

    def _of_fields(self, k: int, end: int) -> Found | None:
        """A body or company of two fields: "Coffee and Cocoa Council", "Texas Oil and Gas Corp"."""
        if self.lows[end] not in {"and", "&"} or not self._cap(end + 1) or not self._field(end - 1):
            return None
        stop = self._run(end + 1)
        short = end == k + 1 and stop == end + 3 and self.lows[k - 1] == "the" and self.items[end + 1].kind == "w"
        if not (self._field(end + 1) or short) or stop < end + 3:
            return None
        last = stop - 1
        if self._legal(last):
            return self._with_acronym("ORG", k, stop, "company")
        if self.lows[last] not in self.words.head or (self.items[k].kind in PLACES and end - k == 1):
            return None
        while self.lows[stop] == "of" and self.lows[last] in self.words.of:
            further = self._complement(stop)
            if not further:
                break
            stop, last = further, further - 1
        return self._body(k, stop)

    def _field(self, j: int) -> bool:
        """Whether item `j` is a field of trade or those who are in it: "Cocoa", "Packers", "Oil"."""
        low, item = self.lows[j], self.items[j]
        if item.kind == "GOOD":
            return " " not in item.text
        if low in self.words.head and low not in self.words.portfolio:
            return False
        return low in self.words.portfolio or low in self.words.tail or low in self.words.plural

    def _bracketed(self, k: int, end: int) -> Found | None:
        """A company by the bracket behind its capitals: "Alba Metals (ASX: ALB)", "Alba (India) Ltd"."""
        while self._cap(end):
            end += 1
        if self.lows[end] != "(" or end - k > 5:
            return None
        if self.lows[end + 1] in _EXCHANGES and self.lows[end + 2] in {":", ".", "-"}:
            return self._with_acronym("ORG", self._past_demonym(k, end), end, "company")
        if self._is_place(end + 1) and self.lows[end + 2] == ")" and end + 3 < self.size and self._legal(end + 3):
            stop = end + 4
            while stop < self.size and self._legal(stop):
                stop += 1
            return self._item("ORG", self._past_demonym(k, end), stop, "company")
        return None

    def _with_legal_form(self, k: int, end: int) -> Found | None:
        """A run that holds or is followed by a legal form: "Airbus SE", "Samsung Electronics Co., Ltd"."""
        if self.words.legal_openers.isdisjoint(self.lows[k + 1 : end + 2]):
            return None
        legal = next((j for j in range(end - 1, k, -1) if self._legal(j)), -1)
        dotted = next((j for j in range(k + 1, min(end + 1, self.size)) if self._dotted(j)), -1)
        if dotted > 0:
            return self._with_acronym("ORG", self._past_demonym(k, dotted), self._dotted(dotted), "company")
        if legal < 0:
            j = end + 1 if self.lows[end] == "," else end
            if self.lows[end] in {"and", "&"} and self.lows[end + 1] in {"co", "bros", "company"}:
                j = end + 1  # "Wells Fargo and Co"
            if not (self._legal(j) and j > k) or (j == end + 1 and self._opens_next(j)):
                return None
            legal = j
        stop = legal + 1
        while True:
            j = stop
            while self.lows[j] in {".", ",", "&"} and j < stop + 2:
                j += 1
            if j < self.size and self._legal(j) and not (j > stop and self._opens_next(j)):
                stop = j + 1
                continue
            break
        if self.lows[stop] == "." and self._glued(stop) and stop + 1 < self.size:
            stop += 1
        start = k + 1 if k == self.first and self.lows[k] in self.words.function else k
        if start >= legal:
            return None
        return self._with_acronym("ORG", self._past_demonym(self._common_before(start), legal), stop, "company")

    def _opens_next(self, j: int) -> bool:
        """Whether the legal form behind a comma at `j` opens the next name: "Viterra, |JSC| Ural Grain and"."""
        before = self.items[j].text.isupper() and self.lows[j] in self.words.legal_before
        return before and self.lows[j - 1] == "," and self._cap(j + 1)

    def _common_before(self, start: int) -> int:
        """`start`, or where capitalised common words begin the company's name: "[First] Boston Corp"."""
        while (
            start - 1 > self.first
            and start - 1 >= self.done
            and self._cap(start - 1)
            and self.items[start - 1].kind not in PLACES
            and self.lows[start - 1] not in self.words.function
            and self.lows[start - 1] not in self.words.title
            and self.lows[start - 1] not in self.words.role
        ):
            start -= 1
        return start

    def _dotted(self, j: int) -> int:
        """The index behind a legal form with full stops at `j` ("S.p.A."), which is several items; 0 for none."""
        if len(self.items[j].text) != 1:
            return 0
        form = next((f for f in _DOTTED if self.text.startswith(f, self.items[j].start)), None)
        if form is None:
            return 0
        stop, end = j, self.items[j].start + len(form)
        while stop < self.size and self.items[stop].end <= end:
            stop += 1
        return stop

    def _legal(self, j: int) -> bool:
        low = self.lows[j]
        return low in self.words.legal and (self.items[j].text[0].isupper() or low == "plc")

    def _past_demonym(self, start: int, last: int) -> int:
        """`start` past a demonym before unknown proper words ("Turkish | Karsan"), which it only describes."""
        if self.items[start].kind == "DEM" and last - start > 1 and self.items[start + 1].kind == "w":
            following = self.lows[start + 1]
            if (
                following not in self.words.tail
                and following not in self.words.portfolio
                and following not in self.words.ordinary
            ):
                return start + 1
        return start

    def _headed(self, k: int, end: int) -> Found | None:
        """A run whose last organisation word makes it a name: "Azerbaijan Railways", "Hyundai Motor Group"."""
        heads = self.words.tail if self.loose else self.words.head
        if not self.loose:  # "Vietnam Coffee Exports Up": a headline's flow is in no name
            end = next((j for j in range(k, end) if self.lows[j] in _FLOWS), end)
        last = next(
            (j for j in range(end - 1, k, -1) if self.lows[j] in heads and self.items[j].kind in ("w", "GOOD", "CUE")),
            -1,
        )
        if last < 0:
            return None
        if not any(self._proper(j) for j in range(k, last)):
            return None
        own = any(self.items[j].kind == "w" and self.lows[j] not in self.words.ordinary for j in range(k, last))
        if self.items[last].kind == "CUE" and self.lows[last] not in self.words.head and not own:
            return None  # "Azerbaijan Trade" as a headline has it
        stop = last + 1
        while (
            stop < end
            and self.items[stop].kind == "w"
            and (self.lows[stop] not in self.words.ordinary or self.lows[stop] in self.words.particles)
        ):
            stop += 1
        if stop < end and self.lows[stop - 1] in self.words.particles:
            stop += 1  # "Office Cherifien des Phosphates"
        if stop < end and self.items[stop - 1].kind == "p":
            stop = last + 1
        if (
            stop <= end
            and self.lows[stop] in {"of", "for"}
            and self.lows[stop - 1] in self.words.of
            and self._takes(stop)
            and not self._seat_behind(k, stop - 1, stop)
        ):
            stop = self._complement(stop) or stop
        start = k
        public = self.lows[last] in self.words.official and self.lows[k] in self.words.portfolio
        if (
            k == self.first
            and self.items[k].kind in ("CUE", "GOOD")
            and self.lows[k] in self.words.ordinary
            and not public
        ):
            start = k + 1
        return self._body(start, stop) if last > start else None

    def _proper(self, j: int) -> bool:
        """Whether item `j` can carry a name before its head: a place, or a capital that is no mere function word."""
        item = self.items[j]
        return item.kind != "p" and item.text[0].isupper() and item.lower not in self.words.function

    def _before_lower_head(self, k: int, end: int) -> Found | None:
        """A proper word with a head in lower case behind it: "Ganja automobile plant", "Borivos sleeper factory"."""
        start = self._past_demonym(k, end)
        first = self.items[start]
        if first.kind == "DEM" and end - start == 1:
            return None
        named = any(i.kind == "w" and i.lower not in self.words.ordinary for i in self.items[start:end])
        place = self.items[end - 1]
        if not named and not (place.kind == "PLACE" and place.value.form in AREA_FORMS):
            return None
        if k == self.first and end - k == 1 and not named:
            named = False
        j = end + 1 if self.lows[end] in QUOTES and k and self.lows[k - 1] in QUOTES else end
        head = self._lower_head(j)
        if head < 0:
            return None
        low = self.lows[head]
        if low not in self.words.facility and not named:
            return None
        if head == j and (low not in self.words.head or low == "works"):
            return None
        if j > end:
            start -= 1
        return self._body(start, head + 1)

    def _lower_head(self, j: int) -> int:
        """The index of a head in lower case behind at most three words of its field from `j`; -1 for none."""
        for m in range(j, min(j + 4, self.size)):
            item = self.items[m]
            low = item.lower
            if item.kind == "p" or not item.text[0].islower():
                return -1
            if item.kind in ("w", "CUE", "GOOD") and (low in self.words.facility or low in self.words.generic):
                further = self.lows[m + 1] in self.words.combined and self.items[m + 1].text[0].islower()
                return m + 1 if further and low in self.words.facility else m
            if item.kind == "GOOD":
                continue
            if item.kind not in ("w", "CUE") or not low.isalpha() or low.endswith(_NO_FIELD_ENDINGS):
                return -1
            if low in self.words.ordinary and low not in self.words.portfolio:
                return -1
            if low in self.words.speech or low in self.words.role or low in self.words.particles:
                return -1
        return -1

    def _behind_lower_head(self, k: int, end: int) -> Found | None:
        """Proper words right behind a head in lower case: "the sleeper factory Borivos", "carmaker Hyundai"."""
        before = self.lows[k - 1]
        if before in QUOTES:
            before = self.lows[k - 2]
        if before not in self.words.facility and before not in self.words.generic:
            return None
        if (
            not any(i.kind == "w" and i.lower not in self.words.ordinary for i in self.items[k:end])
            or self.items[k].kind == "DEM"
        ):
            return None
        stop = self._without_places(k, end)
        if stop == end and self._pride(end):
            stop = self._run(end + 2)  # "the importer Nature's Pride"
        return self._with_acronym("ORG", k, stop, "company")

    def _pride(self, j: int) -> bool:
        """Whether "'s" and a proper word stand at `j`, and nothing that a company has ("'s Chairman", "'s Plant")."""
        if self.lows[j] not in APOSTROPHES or self.lows[j + 1] != "s" or not self._glued(j + 1):
            return False
        return self._cap(j + 2) and self.items[j + 2].kind == "w" and self.lows[j + 2] not in self.words.tail

    def _lower_body(self, k: int) -> Found | None:
        """A public body in lower case with its field: "finance ministry", "customs committee", "ministry of trade"."""
        low = self.lows[k]
        start = k
        fields = (
            self.words.portfolio
            if low == "ministry"
            else self.words.bank_fields
            if low == "bank"
            else self.words.public_fields
        )
        if self.lows[k - 1] in fields and self._lower_field(k - 1):
            start = k - 1
            if low != "bank":
                while start > self.done and start > k - 5 and self._lower_field(start - 1):
                    joint = self.lows[start - 1] == "and"
                    if joint and not self._lower_field(start - 2):
                        break
                    start -= 1
        stop = k + 1
        if self.lows[stop] in {"of", "for"} and (
            start < k or low in {"ministry", "department", "chamber"} or self.lows[stop + 1] in fields
        ):
            further = self._complement(stop)
            if further and (start < k or self.lows[stop + 1] in self.words.portfolio):
                stop = further
        if start == k and stop == k + 1:
            return None
        if start - 1 >= self.done and self.items[start - 1].kind in PLACES:
            start -= 1
        return self._body(start, stop)

    def _lower_field(self, k: int) -> bool:
        """Whether item `k` is a word of a field, or "and" between two, that can stand before "ministry"."""
        if k < self.done:
            return False
        item = self.items[k]
        if item.lower == "and":
            return True
        return (
            item.kind in ("w", "CUE", "GOOD")
            and item.lower in self.words.portfolio
            and (item.text[0].islower() or k == self.first)
        )
