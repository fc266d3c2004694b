"""Goods that a country books without saying what they are: confidential trade, small parcels, unknown goods."""

from __future__ import annotations

from datetime import date

from tradebook.check.official.lookup import Lookup
from tradebook.check.official.sides import Account
from tradebook.statistics import Row

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
