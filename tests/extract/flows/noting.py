"""A flow in the short notation of the tables: "exports A>B copper $31 +5% s31% #1 target @2023"."""

from __future__ import annotations

from tradebook.statement import Change, TradeFlow

_SIGNS = {"exports": ">", "imports": "<", "turnover": "-", "balance": "-"}


def _side(code: str | None, area: str | None, letters: dict[str, str]) -> str:
    named = letters.get(code or "", str(code))
    return f"{named}({area})" if area else named


def _grown(change: Change) -> str:
    if change.percent is not None:
        return f"{change.percent:+g}%"
    return f"x{change.factor:g}" if change.factor is not None else f"by {change.text}"


def noted(flow: TradeFlow, letters: dict[str, str], *, dated: bool) -> str:
    """A flow as the table notes it: measure and sides ("exports A>B", "turnover A-B"), goods, what is left out, weight,
    sum in millions, growth, share ("s31%"), place ("#1"), stance, and the time where the row tells one ("@2023")."""
    named = [_side(flow.reporter, flow.reporter_area, letters), _side(flow.partner, flow.partner_area, letters)]
    if flow.between:
        named = sorted(letters.get(code, code) for code in flow.between)
    sign = "-" if flow.between else _SIGNS[flow.measure]
    told = [flow.measure, sign.join(named), *(good.text for good in flow.goods or ())]
    if flow.excludes:
        told.append(f"-{flow.excludes}")
    if flow.re_exports:
        told.append("re-exports")
    if flow.quantity is not None and flow.quantity.value:
        weight = flow.quantity
        told.append(f"{weight.value:g}t" if weight.unit == "TNE" else weight.text)
    if flow.amount is not None and flow.amount.value is not None:
        told.append(f"${flow.amount.value / 1_000_000:g}")
    if flow.change is not None:
        told.append(_grown(flow.change))
    if flow.share is not None:
        told.append(f"s{round(float(flow.share.percent), 1):g}%")
    if flow.rank is not None:
        told.append(f"#{flow.rank.n}")
    if flow.stance != "stated":
        told.append(flow.stance)
    if dated and flow.period is not None:
        told.append(f"@{flow.period.edtf}")
    return " ".join(told)
