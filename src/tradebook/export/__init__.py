"""What the book holds, for other programs: JSON Lines, CSV and ClaimReview. No full text of a report is exported."""

from tradebook.export.claimreview import Publisher, Written, export_claimreview
from tradebook.export.flat import CSV_COLUMNS, export_csv
from tradebook.export.lines import export_jsonl

__all__ = ["CSV_COLUMNS", "Publisher", "Written", "export_claimreview", "export_csv", "export_jsonl"]
