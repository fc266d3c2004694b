"""How checks put their findings: the sides of a verdict and its sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from tradebook.check.intervals import Figure, decimal
from tradebook.check.like import Told
from tradebook.check.verdict import Result, Side, Term, Verdict
from tradebook.check.wording import number, period_words, scale_of, unit_words
from tradebook.statement import Amount, Quantity, Statement, TradeFlow


def bound(value: Decimal) -> Decimal | None:
    return value if value.is_finite() else None


def side(words: str, figure: Figure, terms: Sequence[Term] = ()) -> Side:
    """A side of a verdict, with the bounds of its likely reading."""
    return Side(words=words, terms=tuple(terms), low=bound(figure.likely.low), high=bound(figure.likely.high))


def term(label: str, told: Told) -> Term:
    return Term(label=label, text=told.amount.text or str(told.figure.value), statement=told.flow.id)


def verdict(
    check: Callable[..., object],
    result: Result,
    statements: Sequence[Statement],
    told: Side,
    computed: Side,
    sentence: str,
) -> Verdict:
    """The verdict of a check, whose docstring is the explanation."""
    return Verdict(
        check=name_of(check),
        result=result,
        report=statements[0].report.id,
        statements=tuple(dict.fromkeys(s.id for s in statements)),
        told=told,
        computed=computed,
        sentence=sentence,
        explanation=explanation_of(check),
    )


def name_of(check: Callable[..., object]) -> str:
    """The public name of a check: its function's name in words."""
    return check.__name__.replace("_", " ")


def explanation_of(check: Callable[..., object]) -> str:
    """The published explanation of a check: its docstring, as one paragraph."""
    return " ".join((check.__doc__ or "").split())


class Scale:
    """One scale and currency for all figures of a sentence: "295.5 + 128.9 ... (million USD)"."""

    def __init__(self, amounts: Sequence[Amount | Quantity]) -> None:
        printed = [(decimal(v), p) for a in amounts for v, p in _ends(a)]
        self._scale, word = scale_of(printed)
        self.unit = f"{word} {_unit(amounts[0])}".strip()

    def words(self, amount: Amount | Quantity) -> str:
        """The amount in this scale, without its unit: "295.5", "about 55", "1.5–2"."""
        ends = [number(v, self._scale, p) for v, p in _ends(amount)]
        mark = {"exact": "", "up_to": "up to "}.get(amount.qualifier, amount.qualifier + " ")
        return mark + "–".join(ends)

    def computed(self, value: Decimal, like: Sequence[Amount | Quantity]) -> str:
        """A computed value in this scale, with the digits of the most precise of `like`."""
        units = [p for a in like for _, p in _ends(a) if p]
        return number(value, self._scale, min(units) if units else None)


def _unit(amount: Amount | Quantity) -> str:
    return (amount.currency or "") if isinstance(amount, Amount) else unit_words(amount.unit)


def _ends(amount: Amount | Quantity) -> list[tuple[Decimal, Decimal | None]]:
    values = [amount.value] if amount.value is not None else [amount.low, amount.high]
    unit = None if amount.precision is None else decimal(amount.precision)
    return [(decimal(v), unit) for v in values if v is not None]


def when(flow: TradeFlow) -> str:
    """The period of a flow as an ending: " in 2021", or "" where it is not known."""
    words = period_words(flow.period)
    return f" for {words}" if words else ""
