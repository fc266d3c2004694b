"""Press figures against official statistics: both sides of a trade, tested causes of a gap, verdicts."""

from tradebook.check.official.causes import Cause, Gap, Untested, causes, gap_of
from tradebook.check.official.lookup import Lookup
from tradebook.check.official.margins import Margin, margin
from tradebook.check.official.sides import Account, Accounts, Sides, Trade, accounts, both_sides

__all__ = [
    "Account",
    "Accounts",
    "Cause",
    "Gap",
    "Lookup",
    "Margin",
    "Sides",
    "Trade",
    "Untested",
    "accounts",
    "both_sides",
    "causes",
    "gap_of",
    "margin",
]
