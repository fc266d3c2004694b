"""Saving what can still be read of a damaged book: `pages` reads a file of SQLite page by page without SQLite, `saving`
writes the reports, statements and people's entries found there."""
