"""Figures to heads: which value, growth, share or earlier figure belongs to which flow.

The sentence is walked once from left to right. A figure belongs to the head before it, or to the head right behind it
("$2bn in exports", "30% of imports", "a 5% fall in trade"); what it says of the head is told by the words between.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, cast

from tradebook.extract.draft import Draft
from tradebook.extract.items import Fraction, Item, Place, Sentence
from tradebook.extract.kinds.flows.heads import Head
from tradebook.extract.kinds.phrases import goods_list, kind_at, lower_at, one_place, place_list
from tradebook.extract.mentions.figures import Bare
from tradebook.extract.mentions.numbers import plain
from tradebook.extract.mentions.periods import PeriodMention
from tradebook.extract.tables import rows, words
from tradebook.statement import Amount, Change, Good, Qualifier, Quantity, Share, ShareOf

FIGURES = frozenset({"AMT", "QTY", "PCT", "FAC"})


class Flow:
    """A head with the draft that its figures fill. `prior` is the draft of the figure for the earlier period;
    `parts` drafts of what the figure includes; `period` the item of its period; `versus` that of its comparison."""

    __slots__ = (
        "draft",
        "head",
        "last_role",
        "only_whole",
        "others",
        "parts",
        "period",
        "prior",
        "sentence",
        "share_subject",
        "twin",
        "versus",
        "whole",
    )

    def __init__(self, head: Head, sentence: Sentence) -> None:
        self.head = head
        self.sentence = sentence
        self.draft = Draft("trade_flow", sentence)
        self.prior: Draft | None = None
        self.twin: Draft | None = None
        self.whole: Flow | None = None
        self.only_whole = False
        self.parts: list[tuple[Draft, tuple[Place, ...], tuple[Good, ...]]] = []
        self.others: list[tuple[Draft, Item]] = []
        self.period: Item | None = head.period
        self.versus: Item | None = None
        self.last_role = ""
        self.share_subject: Item | None = None

    @property
    def filled(self) -> bool:
        """Whether any figure was attached."""
        return any(s in self.draft.slots for s in ("amount", "quantity", "change", "share", "rank"))


class Walk:
    """One walk over a sentence; `flows` are the heads with what was attached, `periods` the periods met on the way."""

    def __init__(self, sentence: Sentence, found: list[Head]) -> None:
        self.sentence = sentence
        self.items = sentence.items
        self.flows = [Flow(head, sentence) for head in found]
        self._taken: set[int] = set()
        self.unread: list[tuple[Item, str]] = []
        self.opening: Item | None = None
        self.opening_versus: Item | None = None

    # -- the walk ----------------------------------------------------------------------------------------------------

    def run(self) -> list[Flow]:
        """Attach all figures and periods; the flows in order."""
        if self._respectively():
            return self.flows
        for i, item in enumerate(self.items):
            if i in self._taken:
                continue
            if item.kind == "PER":
                self._period(i, item)
            elif item.kind in FIGURES or (item.kind == "NUM" and self._counted(i)):
                self._figure(i, item)
            elif item.kind == "CUE" and item.is_("times"):
                self._times(i, item)
        for flow in self.flows:
            _part_twin(flow)
            if flow.versus is None and self.opening_versus is not None and flow.draft.get("change") is not None:
                flow.versus = self.opening_versus
        return self.flows

    def _left(self, i: int) -> Flow | None:
        """The last flow whose phrase begins before item `i`."""
        best = None
        for flow in self.flows:
            if flow.head.at < i:
                best = flow
        return best

    def _right(self, i: int) -> Flow | None:
        """The flow right behind the figure at `i`, joined to it by small words only."""
        for flow in self.flows:
            if flow.head.first > i or (flow.head.passive and flow.head.at > i):
                return flow if self._joined(i, flow.head) else None
        return None

    def _joined(self, i: int, head: Head) -> bool:
        stop = head.first if head.first > i else head.at
        between = self.items[i + 1 : stop]
        if head.passive:
            return (
                all(b.kind in {"GOOD", "DEM", "AMT", "QTY", "PER"} or b.lower in _BEFORE_PASSIVE for b in between)
                and len(between) < 14
            )
        if head.verb:
            return False
        if not between:
            return lower_at(self.items, i - 1) in {"the", "a", "an", "its", "their"}
        return len(between) <= 5 and all(b.lower in _JOINERS or b.is_("noun") for b in between) and bool(between)

    # -- figures -----------------------------------------------------------------------------------------------------

    def _figure(self, i: int, item: Item) -> None:
        right = self._right(i)
        if right is not None and self._takes_before(i, item, right):
            return
        left = self._left(i)
        if (
            left is not None
            and left.filled
            and item.kind != "PCT"
            and self._taker(i) is not None
            and self._give_part(left, i, item, None)
        ):
            return
        if left is None or self._blocked(left, i):
            self.unread.append((item, "no trade word that it clearly belongs to"))
            return
        if item.kind == "PCT" and self._of_output(i):
            return
        role = self._role(left, i, item)
        if role is None or not self._give(left, i, item, role):
            self.unread.append((item, "its part in the sentence is not clear"))
            return
        left.last_role = role

    def _takes_before(self, i: int, item: Item, flow: Flow) -> bool:
        """Give a figure to the head behind it; False where that head has no use for it."""
        stop = flow.head.first if flow.head.first > i else flow.head.at
        between = [b.lower for b in self.items[i + 1 : stop]]
        change = next((b for b in self.items[i + 1 : stop] if b.is_("noun")), None)
        if item.kind == "PCT":
            if change is not None:
                return self._give(flow, i, item, "change", sign=int(change.cue("rise") or 1))
            if "of" in between or "in" in between:
                return self._share_behind(flow, i, item) or self._share(flow, i, item)
            return False
        if change is not None:
            return self._give(flow, i, item, "change_amount", sign=int(change.cue("rise") or 1))
        if item.kind == "FAC":
            return False
        left = self._left(i)
        counted_out = lower_at(self.items, i - 1) in {"which", "that", "sum", "them"}
        if (
            left is not None
            and not counted_out
            and not flow.head.passive
            and "in" not in between
            and "worth" not in between
            and "of" not in between
        ):
            return False
        if self._signed(i) is not None and lower_at(self.items, i - 1) == "by":
            return False
        if flow.draft.get("amount") is not None and item.kind == "AMT":
            return False
        given = self._give(flow, i, item, "value")
        if given:
            flow.last_role = "value"
        return given

    def _of_output(self, i: int) -> bool:
        """"95% of its output": a share of production, none of trade."""
        if lower_at(self.items, i + 1) != "of":
            return False
        return any(t.lower in _MADE for t in self.items[i + 2 : i + 6])

    def _blocked(self, flow: Flow, i: int) -> bool:
        """Whether another subject stands between the flow and the figure: GDP, a budget, a price, a person's age."""
        start = flow.head.last + 1 if flow.head.last < i else flow.head.at + 1
        for k in range(start, i):
            low = self.items[k].lower
            if low == ";" or (low in _noise() and lower_at(self.items, k + 1) != "-"):
                return True
        return lower_at(self.items, i + 1) in {"percent", "-"} or lower_at(self.items, i + 1) in _NO_FIGURE_BEHIND

    def _role(self, flow: Flow, i: int, item: Item) -> str | None:
        """What the figure at `i` says of the flow."""
        items = self.items
        low = lower_at(items, i - 1)
        if item.kind == "PCT":
            return self._percent_role(flow, i)
        if item.kind == "FAC":
            return "factor"
        behind = items[i + 1] if i + 1 < len(items) else None
        if self._compared(flow, i):
            return "prior"
        if (
            item.kind == "AMT"
            and i
            and items[i - 1].is_("chverb")
            and flow.head.at < i - 1
            and low not in {"rising", "falling", "reaching"}
        ):
            return "change_amount"  # "imports decreased 700 million dollars"
        if low in {"by", "of"} and self._changes_before(i, 4) and flow.last_role != "value_open":
            if low == "by" or self._noun_before(i):
                return "change_amount"
        if (
            behind is not None
            and behind.is_("rise")
            and behind.lower in {"more", "less", "higher", "lower", "up", "down"}
            and low != "to"
        ):
            return "change_amount"
        if self._included(flow, i):
            return "part"
        if item.kind in {"QTY", "NUM"}:
            return "quantity"
        return "value"

    def _compared(self, flow: Flow, i: int) -> bool:
        """Whether the figure is the earlier one: "from $1.2bn", "against 5.8", "compared with $3m", "($1.1bn a year earlier)"."""
        items = self.items
        j = i - 1
        steps = 0
        while j > flow.head.at and steps < 5:
            item = items[j]
            low = item.lower
            if item.is_("compare") and low != "than":
                return True
            if low == "after" and flow.filled:
                return True
            if low == "than" and flow.filled:
                return True
            if low == "from":
                return flow.filled or self._changes_before(j, 6) or self._changes_after(i)
            if low in {"with", "to", "the", "a", "just", "only"} or item.kind == "PER" or item.is_("rise"):
                if low == "to" and not items[j - 1].is_("compare"):
                    return False
                j -= 1
                steps += 1
                continue
            break
        if lower_at(items, i - 1) == "(" and kind_at(items, i - 2) == "PER" and flow.draft.get("change") is not None:
            return bool(items[i - 2].value.relation) or self._after_compare(i - 2)
        if lower_at(items, i - 1) == "(" and (
            flow.draft.get("amount") is not None or flow.draft.get("quantity") is not None
        ):
            behind = items[i + 1] if i + 1 < len(items) else None
            if (
                behind is not None
                and behind.kind == "PER"
                and behind.value.relation in {"year_earlier", "same_in_year", "previous_year", "previous"}
            ):
                return True
            if lower_at(items, i + 1) == "in" and kind_at(items, i + 2) == "PER":
                return True
        return False

    def _changes_before(self, i: int, reach: int) -> bool:
        return any(t.is_("rise") for t in self.items[max(0, i - reach) : i])

    def _noun_before(self, i: int) -> bool:
        return any(t.is_("noun") for t in self.items[max(0, i - 4) : i - 1])

    def _changes_after(self, i: int) -> bool:
        return "to" in {t.lower for t in self.items[i + 1 : i + 4]}

    def _included(self, flow: Flow, i: int) -> bool:
        if flow.draft.get("amount") is None and flow.draft.get("quantity") is None:
            return False
        return any(t.is_("include") for t in self.items[flow.head.last + 1 : i])

    def _counted(self, i: int) -> bool:
        """Whether a bare number counts goods right behind it ("500 tractors")."""
        bare: Bare = self.items[i].value
        return bare.count is not None and bare.scale == 1 and self._counted_good(i) is not None

    def _counted_good(self, i: int) -> Item | None:
        j = i + 1
        while (
            kind_at(self.items, j) in {"w", "DEM"} and j < i + 3 and lower_at(self.items, j) not in {"of", "to", "in"}
        ):
            j += 1
        item = self.items[j] if j < len(self.items) else None
        if item is None or item.kind != "GOOD" or not item.lower.endswith("s") or item.value.attributive:
            return None
        return item

    # -- percentages ---------------------------------------------------------------------------------------------------

    def _percent_role(self, flow: Flow, i: int) -> str | None:
        items = self.items
        if items[i].value.points:
            return None
        if self._share_words(flow, i):
            return "share"
        if self._taker(i) is not None and self._signed(i) is None:
            return "part_share"
        if lower_at(items, i + 1) == "of":
            return None
        return "change" if self._signed(i) is not None else None

    def _share_words(self, flow: Flow, i: int) -> bool:
        items = self.items
        low_before = [t.lower for t in items[max(flow.head.at, i - 4) : i]]
        if lower_at(items, i + 1) == "of" and lower_at(items, i + 2) in {
            "total",
            "all",
            "the",
            "its",
            "this",
            "that",
            "their",
            "overall",
        }:
            return True
        if lower_at(items, i + 1) == "share" or lower_at(items, i + 2) == "share":
            return True
        return any(
            t
            in {
                "accounted",
                "accounts",
                "accounting",
                "account",
                "share",
                "represented",
                "represents",
                "representing",
                "comprised",
                "constitutes",
                "constituting",
            }
            for t in low_before
        ) or ("made" in low_before and "up" in low_before)

    def _signed(self, i: int) -> int | None:
        """The sign of a growth at `i` from the words around it, None where nothing tells a growth."""
        items = self.items
        before = items[i - 1] if i else None
        if before is not None and before.lower in {"+", "-", "−", "–"} and before.end == items[i].start:
            opened = lower_at(items, i - 2)
            if before.lower == "+" or opened in {"(", "by", "of", "to", ","} or kind_at(items, i - 2) in {"AMT", "QTY"}:
                return 1 if before.lower == "+" else -1
        for j in range(i + 1, min(i + 4, len(items))):
            item = items[j]
            if item.is_("rise") and (
                item.is_("noun")
                or item.lower
                in {"more", "less", "higher", "lower", "up", "down", "growth", "larger", "smaller", "fewer", "greater"}
            ):
                return int(item.cue("rise") or 1)
            if item.kind == "PER" and item.value.relation == "yearly":
                continue
            if item.lower not in {"year", "-", "on", "annual", "yearly", "or", "(", "by"}:
                break
        for j in range(i - 1, max(-1, i - 20), -1):
            item = items[j]
            if item.is_("rise"):
                return int(item.cue("rise") or 1)
            if item.kind in {"AMT", "QTY", "FAC"} and lower_at(items, i - 1) not in {"by", ",", "or", "(", "and"}:
                break
            if item.lower in {";", "of"} and lower_at(items, j - 1) not in {
                "increase",
                "growth",
                "rise",
                "decline",
                "decrease",
                "drop",
                "fall",
                "gain",
                "jump",
                "surge",
                "reduction",
                "expansion",
                "rate",
                "pace",
            }:
                break
        return (
            1
            if kind_at(items, i + 1) == "PER"
            and items[i + 1].value.relation == "yearly"
            and lower_at(items, i - 1) in {"by", "of"}
            else None
        )

    # -- giving ----------------------------------------------------------------------------------------------------------

    def _give(self, flow: Flow, i: int, item: Item, role: str, sign: int | None = None) -> bool:
        give = _GIVERS[role]
        return give(self, flow, i, item, sign)

    def _give_value(self, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
        draft = flow.draft
        if item.kind in {"QTY", "NUM"}:
            return self._give_quantity(flow, i, item, sign)
        amount: Amount = item.value
        known: Amount | None = draft.get("amount")
        if known is None:
            draft.put("amount", amount, item)
            return True
        if self._second_currency(i, amount, known):
            draft.put("amount_also", (*(draft.get("amount_also") or ()), amount), item)
            return True
        return self._breakdown(flow, i, item) or self._other_period(flow, i, item)

    def _other_period(self, flow: Flow, i: int, item: Item) -> bool:
        """ "$578 million in 2021 and $691 million in 2022", "2.97bn (2021), 2.39bn (2020)": one flow, several periods."""
        j = i + 1
        while lower_at(self.items, j) in {"in", "(", "for", "during"}:
            j += 1
        if kind_at(self.items, j) != "PER" or j == i + 1 or self.items[j].value.relation:
            return False
        other = Draft("trade_flow", self.sentence)
        self._put_figure(other, i, item)
        flow.others.append((other, self.items[j]))
        self._taken.add(j)
        return True

    def _put_figure(self, draft: Draft, i: int, item: Item) -> None:
        """Put a figure into a draft's amount or quantity; a bare number counts the goods behind it."""
        if item.kind == "NUM":
            draft.put("quantity", self._count_of(i, item), item)
        else:
            draft.put("amount" if item.kind == "AMT" else "quantity", item.value, item)

    def _count_of(self, i: int, item: Item) -> Quantity:
        good = self._counted_good(i)
        bare: Bare = item.value
        assert good is not None
        return Quantity(
            value=bare.count,
            unit=good.lower,
            qualifier=bare.qualifier,
            precision=plain(bare.precision),
            text=self.sentence.text_between(item, good),
        )

    def _second_currency(self, i: int, amount: Amount, known: Amount) -> bool:
        before = lower_at(self.items, i - 1)
        return (
            (amount.currency != known.currency
            and before in {"(", "or", ",", "/", "equivalent", "to", "about", "$"})
            or (before == "(" and amount.currency != known.currency)
        )

    def _give_quantity(self, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
        draft = flow.draft
        if draft.get("quantity") is not None:
            return self._breakdown(flow, i, item) or self._other_period(flow, i, item)
        if item.kind == "NUM":
            good = self._counted_good(i)
            assert good is not None
            draft.put("quantity", self._count_of(i, item), item, good)
            if not flow.head.goods:
                flow.head.goods = (good.value.good,)
                flow.head.spot("goods", good)
            return True
        draft.put("quantity", item.value, item)
        if not flow.head.goods and lower_at(self.items, i + 1) == "of" and (found := goods_list(self.items, i + 2)):
            flow.head.goods = found.goods
            flow.head.spot("goods", *found.items)
            if found.origin is not None and flow.head.origin is None:
                flow.head.origin = found.origin.value
                flow.head.spot("origin", found.origin)
        return True

    def _give_prior(self, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
        if flow.prior is not None or item.kind not in {"AMT", "QTY"}:
            return False
        prior = Draft("trade_flow", self.sentence)
        self._put_figure(prior, i, item)
        flow.prior = prior
        return True

    def _give_change(self, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
        fraction: Fraction = item.value
        sign = sign if sign is not None else self._signed(i) or 1
        percent = fraction.percent
        known: Change | None = flow.draft.get("change")
        if percent is None:
            return False
        of = self._change_of(flow, i)
        if known is not None and known.percent is None and known.amount is not None:
            # "an increase of $4.7 billion, or 19.4%": one change in two ways
            both = Change(
                percent=percent * (-1 if (known.amount.value or 0) < 0 else 1),
                amount=known.amount,
                of=known.of,
                qualifier=fraction.qualifier,
                text=known.text,
            )  # type: ignore[arg-type]
            flow.draft.put("change", both, item)
            return True
        if known is not None:
            return self._second_change(flow, i, item, percent * sign, of)
        flow.draft.put(
            "change", Change(percent=percent * sign, of=of, qualifier=fraction.qualifier, text=item.text), item
        )  # type: ignore[arg-type]
        return True

    def _second_change(self, flow: Flow, i: int, item: Item, percent: int | float, of: str) -> bool:
        """Growth of weight and growth of value in one sentence are two flows."""
        known: Change = flow.draft.slots["change"]
        if known.of == "quantity" and of == "quantity" and not self._by_weight(i) and flow.draft.get("quantity") is not None:
            of = "value"
        if known.of == of or flow.twin is not None:
            return False
        twin = Draft("trade_flow", self.sentence)
        twin.put("change", Change(percent=percent, of=of, qualifier=item.value.qualifier, text=item.text), item)  # type: ignore[arg-type]
        flow.twin = twin
        return True

    def _change_of(self, flow: Flow, i: int) -> str:
        if self._by_weight(i):
            return "quantity"
        flat = self._around(i)
        if any(p in flat for p in ("by value", "in value", "in monetary", "in dollar", "value terms")):
            return "value"
        return "quantity" if flow.draft.get("quantity") is not None and flow.draft.get("amount") is None else "value"

    def _around(self, i: int) -> str:
        """The words around a figure, back to the figure before it."""
        start = i
        while start > max(0, i - 7) and self.items[start - 1].kind not in FIGURES:
            start -= 1
        stop = i + 1
        while stop < min(len(self.items), i + 6) and self.items[stop].kind not in FIGURES:
            stop += 1
        return " ".join(t.lower for t in self.items[start:stop] if t is not self.items[i])

    def _by_weight(self, i: int) -> bool:
        flat = self._around(i)
        return any(phrase in flat for phrase in _BY_WEIGHT) and not any(p in flat for p in ("in value", "by value"))

    def _give_change_amount(self, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
        if flow.draft.get("change") is not None or item.kind not in {"AMT", "QTY"}:
            return False
        sign = sign if sign is not None else self._signed(i) or 1
        if item.kind == "QTY":
            return False
        amount: Amount = item.value
        if sign < 0 and amount.value is not None:
            amount = Amount(
                value=-amount.value,
                currency=amount.currency,
                qualifier=amount.qualifier,
                precision=amount.precision,
                text=amount.text,
            )
        flow.draft.put("change", Change(amount=amount, of="value", qualifier=amount.qualifier, text=item.text), item)
        return True

    def _give_factor(self, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
        if flow.draft.get("change") is not None:
            return False
        falls = self._signed(i) == -1
        factor = item.value
        if falls and factor:
            factor = round(1 / factor, 4)
        of: Literal["value", "quantity"] = "quantity" if self._by_weight(i) else "value"
        change = Change(factor=factor, of=of, qualifier=qualifier_of(item.lower), text=item.text)
        flow.draft.put("change", change, item)
        return True

    def _times(self, i: int, item: Item) -> None:
        """ "doubled", "tripled", "halved": a factor of the flow before."""
        flow = self._left(i)
        if flow is None or self._blocked(flow, i) or flow.draft.get("change") is not None:
            return
        low = item.lower
        if low in {"double", "triple", "quadruple", "twice"} and not self._is_factor_word(i):
            return
        qualifier = (
            "about"
            if lower_at(self.items, i - 1) in {"almost", "nearly", "roughly", "about"}
            else "over"
            if lower_at(self.items, i - 2) == "more"
            else "exact"
        )
        flow.draft.put(
            "change",
            Change(factor=plain_number(item.cue("times") or "1"), of="value", qualifier=qualifier, text=item.text),
            item,
        )  # type: ignore[arg-type]

    def _is_factor_word(self, i: int) -> bool:
        before = lower_at(self.items, i - 1)
        after = lower_at(self.items, i + 1)
        if after in {"digit", "-", "standards", "taxation", "the"} and before not in {
            "was",
            "were",
            "is",
            "nearly",
            "almost",
        }:
            return False
        return before in {
            "to",
            "almost",
            "nearly",
            "will",
            "was",
            "were",
            "is",
            "than",
            "by",
            "could",
            "would",
            "about",
        } or after in {"the", "that", "what", "as"}

    # -- shares and parts ------------------------------------------------------------------------------------------------

    def _share(self, flow: Flow, i: int, item: Item) -> bool:
        """ "X accounts for 30% of Y's exports": the share of what stands before in the flow behind the figure."""
        if flow.draft.get("share") is not None:
            return False
        fraction: Fraction = item.value
        if fraction.percent is None:
            return False
        flow.head.share_list = True
        flow.share_subject = self._share_subject(i)
        if flow.share_subject is None and not flow.head.late:
            return False
        flow.draft.put("share", Share(percent=fraction.percent, qualifier=fraction.qualifier, text=item.text), item)  # type: ignore[arg-type]
        return True

    def _share_behind(self, whole: Flow, i: int, item: Item) -> bool:
        """"imports fell to $322 million, or 4.4% of the country's total imports": the share is of the flow before, the
        head behind is only its whole."""
        left = self._left(i)
        before = lower_at(self.items, i - 1)
        if left is None or left is whole or not left.filled or before not in {"or", ",", "(", "representing", "for", "up"}:
            return False
        if before == "for" and self._share_subject(i) is not None and lower_at(self.items, i - 2) in {"accounts", "accounted"}:
            return False
        if left.draft.get("share") is not None or item.value.percent is None:
            return False
        left.draft.put("share", Share(percent=item.value.percent, qualifier=item.value.qualifier, text=item.text), item)
        left.whole = whole
        whole.only_whole = True
        return True

    def _share_subject(self, i: int) -> Item | None:
        for j in range(i - 1, -1, -1):
            item = self.items[j]
            if item.kind == "PLACE" and (lower_at(self.items, j - 1) in {"in", "at"} or self._is_owner(item)):
                continue
            if item.kind in {"PLACE", "GOOD"}:
                return item
            if item.lower in {";", "while"}:
                return None
        return None

    def _is_owner(self, item: Item) -> bool:
        """Whether a place is the owner of one of the sentence's flows ("Azerbaijan's total exports")."""
        return any(item is spot for flow in self.flows for spots in flow.head.spots.values() for spot in spots)

    def _give_share(self, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
        """A share told behind its flow: "exports to China accounted for 30% of the total"."""
        fraction: Fraction = item.value
        if flow.draft.get("share") is not None or fraction.percent is None:
            return False
        flow.draft.put("share", Share(percent=fraction.percent, qualifier=fraction.qualifier, text=item.text), item)  # type: ignore[arg-type]
        return True

    def _give_part_share(self, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
        """The share of one partner in the flow before: "the United States took 25%, Italy 11%"."""
        taker = self._taker(i)
        if taker is None or item.value.percent is None:
            return False
        part = Draft("trade_flow", self.sentence)
        part.put("share", Share(percent=item.value.percent, qualifier=item.value.qualifier, text=item.text), item)
        part.cite("partner", taker)
        flow.parts.append((part, (taker.value,), ()))
        return True

    def _breakdown(self, flow: Flow, i: int, item: Item) -> bool:
        """A further figure of one flow that names its own partner or good: "to China ($5bn) and India ($2bn)"."""
        return self._give_part(flow, i, item, None)

    def _give_part(self, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
        places, goods, used = self._part_of(i)
        if not places and not goods:
            return False
        part = Draft("trade_flow", self.sentence)
        self._put_figure(part, i, item)
        for used_item in used:
            part.cite("goods" if used_item.kind == "GOOD" else "partner", used_item)
        flow.parts.append((part, places, goods))
        return True

    def _part_of(self, i: int) -> tuple[tuple[Place, ...], tuple[Good, ...], tuple[Item, ...]]:
        """The place or goods that a part is of, right behind or right before it."""
        items = self.items
        taker = self._taker(i)
        if taker is not None:
            return (taker.value,), (), (taker,)
        if lower_at(items, i - 1) in {"worth", "at"} and kind_at(items, i - 2) == "GOOD":
            return (), (items[i - 2].value.good,), (items[i - 2],)
        while lower_at(items, i + 1) in _WENT:
            i += 1
        low = lower_at(items, i + 1)
        if low in {"to", "from", "with"} and (found := place_list(items, i + 2)) and len(found.places) == 1:
            return found.places, (), found.items
        if low in {"of", "in", "worth"} and (
            goods := goods_list(items, i + 3 if lower_at(items, i + 2) == "of" else i + 2, unknown=False)
        ):
            return (), goods.goods, goods.items
        if kind_at(items, i + 1) == "GOOD" and (goods := goods_list(items, i + 1, unknown=False)):
            return (), goods.goods, goods.items
        if lower_at(items, i - 1) in {"(", "—", "–", "-", "with", "at", ":"} or lower_at(items, i - 1) in {"for"}:
            before = items[i - 2] if i >= 2 else None
            if before is not None and before.kind == "PLACE":
                return (before.value,), (), (before,)
            if before is not None and before.kind == "GOOD":
                return (), (before.value.good,), (before,)
        return (), (), ()

    def _taker(self, i: int) -> Item | None:
        """Who took a part: "Romania alone took 143,000 tons", "of which Spain bought 5.1 Mt", "Italy 11%"."""
        items = self.items
        j = i - 1
        while j >= 0 and lower_at(items, j) in _TOOK:
            j -= 1
        if kind_at(items, j) != "PLACE" or (j == i - 1 and lower_at(items, j - 1) not in {",", "and", "the"}):
            return None
        return None if lower_at(items, j - 1) in {"to", "from", "in", "with", "of"} else items[j]

    # -- periods -----------------------------------------------------------------------------------------------------------

    def _period(self, i: int, item: Item) -> None:
        mention: PeriodMention = item.value
        flow = self._left(i)
        if flow is None:
            if mention.relation not in {None, "same"} or self._after_compare(i):
                self.opening_versus = self.opening_versus or item
            elif self.opening is None and not self._other_clause(i):
                self.opening = item
            return
        if item is flow.head.period:
            return
        if (
            flow.head.echo
            and mention.relation in {"year_earlier", "previous_year"}
            and flow.period is None
            and not flow.draft.get("change")
        ):
            flow.period = item
            return
        if mention.relation in {
            "year_earlier",
            "yearly",
            "previous_year",
            "previous",
            "same_in_year",
        } or self._after_compare(i):
            if flow.versus is None and flow.filled:
                flow.versus = item
            elif not flow.filled and mention.relation not in {"yearly"}:
                flow.versus = flow.versus or item
            return
        if flow.filled and self._other_clause(i):
            return
        if flow.last_role == "prior":
            flow.versus = flow.versus or item
            return
        if flow.period is None:
            flow.period = item

    def _other_clause(self, i: int) -> bool:
        """Whether a clause with its own time begins between the last figure and the period ("after Riyadh banned")."""
        for j in range(i - 1, -1, -1):
            item = self.items[j]
            if item.kind in FIGURES:
                return False
            if item.lower in {
                "after",
                "when",
                "because",
                "since",
                "following",
                "although",
                "said",
                "told",
                "reported",
                "showed",
                "show",
                "shows",
                "released",
                "published",
            }:
                return True
        return False

    def _after_compare(self, i: int) -> bool:
        """Whether the period is what is compared with: "compared with 2020", "up 5% from 2021", "against last year",
        "twice as much as in 2021"."""
        seen_as = False
        for j in range(i - 1, max(-1, i - 7), -1):
            item = self.items[j]
            if item.is_("compare") or (seen_as and item.is_("times")):
                return True
            if item.lower in {"from", "over", "on"}:
                before = self.items[max(0, j - 6) : j]
                return any(t.kind in {"PCT", "FAC"} or t.is_("rise") or t.is_("times") for t in before)
            if item.lower == "as":
                seen_as = True
            elif item.lower not in _COMPARING:
                return False
        return False

    # -- respectively ------------------------------------------------------------------------------------------------------

    def _respectively(self) -> bool:
        """ "exports and imports amounted to $2bn and $3bn, respectively": heads and figures in pairs."""
        if "respectively" not in self.sentence.cues or not self.flows:
            return False
        if len(self.flows) == 1:
            return self._respective_parts(self.flows[0])
        mark = next(i for i, t in enumerate(self.items) if t.is_("respectively"))
        figures = [
            i
            for i, t in enumerate(self.items)
            if t.kind in {"AMT", "QTY", "PCT"} and (i < mark or lower_at(self.items, mark - 1) != ",")
        ]
        run = [i for i in figures if self.items[i].kind == self.items[figures[-1]].kind] if figures else []
        n = len(self.flows)
        if len(run) < n:
            return False
        chosen = run[-n:]
        if chosen[0] < self.flows[-1].head.at:
            return False
        for flow, i in zip(self.flows, chosen, strict=True):
            role = "change" if self.items[i].kind == "PCT" else "value"
            self._give(flow, i, self.items[i], role)
        for i, item in enumerate(self.items):
            if item.kind == "PER":
                self._period(i, item)
        return True

    def _respective_parts(self, flow: Flow) -> bool:
        """One flow, several partners or goods, as many figures: "to Latvia and Lithuania came to 1.9 and 1.1 billion
        respectively"."""
        head = flow.head
        figures = [t for t in self.items[head.at :] if t.kind in {"AMT", "QTY"}]
        places = head.dest or head.counterpart
        n = len(places) if len(places) > 1 else len(head.goods)
        if n < 2 or len(figures) < n:
            return False
        chosen = figures[-n:]
        for k, figure in enumerate(chosen):
            part = Draft("trade_flow", self.sentence)
            self._put_figure(part, self.items.index(figure), figure)
            flow.parts.append((part, (places[k],), ()) if len(places) > 1 else (part, (), (head.goods[k],)))
        if len(places) > 1:
            head.dest, head.counterpart = places[:1], ()
            if not head.source and head.measure == "imports":
                head.source, head.dest = places[0], ()
        for i, item in enumerate(self.items):
            if item.kind == "PER":
                self._period(i, item)
        return True


def _part_twin(flow: Flow) -> None:
    """Growth of weight and of value make two flows: the quantity goes with the one, the money with the other."""
    if flow.twin is None:
        return
    change: Change = flow.draft.slots["change"]
    moved = ("amount", "amount_also") if change.of == "quantity" else ("quantity",)
    for slot in moved:
        if slot in flow.draft.slots:
            flow.twin.slots[slot] = flow.draft.slots.pop(slot)
            flow.twin.spans[slot] = flow.draft.spans.pop(slot, [])


@cache
def _qualifying() -> tuple[tuple[str, Qualifier], ...]:
    forms = ((r["form"], cast(Qualifier, r["qualifier"])) for r in rows("qualifiers"))
    return tuple(sorted(forms, key=lambda form: -len(form[0])))


def qualifier_of(wording: str) -> Qualifier:
    """The qualifier that a figure's wording (lower case) begins with ("more than 2.5 times"), else "exact"."""
    return next((qualifier for form, qualifier in _qualifying() if wording.startswith(f"{form} ")), "exact")


def plain_number(text: str) -> int | float:
    """A table's number as integer where whole."""
    return float(text) if "." in text else int(text)


_GIVERS = {
    "value": Walk._give_value,
    "quantity": Walk._give_quantity,
    "prior": Walk._give_prior,
    "change": Walk._give_change,
    "change_amount": Walk._give_change_amount,
    "factor": Walk._give_factor,
    "share": Walk._give_share,
    "part": Walk._give_part,
    "part_share": Walk._give_part_share,
}
_JOINERS = frozenset("of in worth the its total their for all from overall country's was were is are".split())
_BEFORE_PASSIVE = frozenset(
    "of worth was were is are been have has had being be also and in , goods products total a the valued at to services commodities".split()
)
_WENT = frozenset(
    "worth went were was sent sold going destined shipped exported headed go goes bound bottles of".split()
) - {"of"}
_TOOK = frozenset("alone took bought received accounted for imported purchased takes buys absorbed with at — –".split())
_BY_WEIGHT = (
    "by weight",
    "in volume",
    "by volume",
    "in tonnage",
    "in quantity",
    "by quantity",
    "in physical",
    "physical terms",
    "in weight",
    "in tons",
    "in tonnes",
    "in terms of volume",
    "volume terms",
)
_MADE = frozenset("output production products harvest crop sales revenue turnover capacity consumption".split())
_COMPARING = frozenset("much many with to the that of in those figure level levels result".split())
_NO_FIGURE_BEHIND = frozenset(
    {"stake", "shareholding", "shareholders", "quota", "quotas", "capacity", "limit", "ceiling", "tariff", "duty"}
)


@cache
def _noise() -> frozenset[str]:
    return words("noise")


__all__ = ["FIGURES", "Flow", "ShareOf", "Walk", "one_place"]
