"""Official statistics: what countries report on their trade, from many sources in one table."""

from tradebook.statistics.row import ALL_GOODS, WORLD, Batch, Refused, Row
from tradebook.statistics.store import Statistics

__all__ = ["ALL_GOODS", "WORLD", "Batch", "Refused", "Row", "Statistics"]
