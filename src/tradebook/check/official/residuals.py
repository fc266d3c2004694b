"""What can hide a good among the rows: goods booked without saying what they are (confidential trade, small parcels),
and editions of the Harmonized System that moved its code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tradebook.check.official.lookup import Lookup
from tradebook.check.official.sides import Account
from tradebook.goods import HS_EDITION
from tradebook.statement import Good
from tradebook.statistics import Row
from tradebook.statistics.nomenclatures import comparable

RESIDUAL_CODES = ("99", "9999", "999999")  # the chapter left to national use, and its ends in the finer levels


def unspecified(lookup: Lookup, account: Account, as_known: date | None = None) -> Row | None:
    """The row for goods not specified beside an account, on its terms: the chapter where there is one, else the finer
    code; null where there is none."""
    trade = account.trade
    terms = (account.source, account.currency, account.series, account.coverage, account.basis)
    for code in RESIDUAL_CODES:
        for row in lookup.rows(trade.reporter, trade.partner, trade.flow, code, as_known):
            same = (row.source, row.currency, row.series, row.coverage, row.basis) == terms
            if same and (row.start, row.end) == (trade.start, trade.end) and row.value is not None:
                return row
    return None


def moved_codes(goods: Sequence[Good], rows: Iterable[Row]) -> str:
    """Why codes of goods do not mean the same in the edition of the rows; "" where they do, or the rows name none."""
    editions = {row.edition for row in rows if row.edition and row.nomenclature == "HS"}
    for good in goods:
        for code in good.hs:
            for edition in sorted(editions):
                reason = comparable(code, good.hs_edition or HS_EDITION, edition)
                if reason:
                    return reason
    return ""
