"""The book for other programs: JSON Lines, CSV and ClaimReview. The full text of reports is never exported."""

from tradebook.export.claimreview import Publisher, Written, export_claimreview
from tradebook.export.flat import CSV_COLUMNS, export_csv
from tradebook.export.lines import export_jsonl

__all__ = ["CSV_COLUMNS", "Publisher", "Written", "export_claimreview", "export_csv", "export_jsonl"]
