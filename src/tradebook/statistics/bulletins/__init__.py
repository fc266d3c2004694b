"""National bulletins: tables of statistics offices as CSV or XLSX, read through a mapping file (docs/statistics.md)."""
