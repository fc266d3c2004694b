"""What the book holds, for other programs: JSON Lines and CSV. The full text of reports is never exported."""

from tradebook.export.flat import CSV_COLUMNS, export_csv
from tradebook.export.lines import export_jsonl

__all__ = ["CSV_COLUMNS", "export_csv", "export_jsonl"]
