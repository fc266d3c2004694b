"""Where to sell once a market has closed, by the export potential indicator of the International Trade Centre."""

from tradebook.analysis.potential.outlook import Market, read_outlook
from tradebook.analysis.potential.ranking import Alternatives, Ranked, Shut, Unranked, alternatives
from tradebook.analysis.potential.trade import Years

__all__ = ["Alternatives", "Market", "Ranked", "Shut", "Unranked", "Years", "alternatives", "read_outlook"]
