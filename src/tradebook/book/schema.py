"""The book's tables, as the newest migration leaves them, in SQLAlchemy Core.

Two layers. What was read (`report` ... `statement_good`) is never edited or deleted: a better reading adds rows, and an
older statement only gets its link `superseded_by` or its mark `withdrawn_by`. What follows from it (`claim`, `fact`) is
derived: it can be dropped and made anew from the statements at any time. Beside both stands what people say of it
(`pin`), recorded with author and time.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from tradebook.book.packing import Packed
from tradebook.book.runs import run_index

# Every migration that this version of Tradebook knows, oldest first; a book with another mark is of a later version.
REVISIONS = (
    "0001_reports",
    "0002_facts",
    "0003_pins",
    "0005_corrections",
    "0006_names",
    "0007_copies",
    "0008_search",
    "0009_promises",
    "0010_versions",
    "0011_packed",
    "0012_copies_fast",
    "0013_lean",
    "0014_packed_reports",
    "0015_promise_days",
    "0016_numbers",
    "0017_side_by_side",
    "0018_subject_index",
    "0019_zstandard",
    "0020_runs",
)
HEAD = REVISIONS[-1]

Key = BigInteger().with_variant(Integer(), "sqlite")  # only INTEGER PRIMARY KEY numbers its own rows in SQLite
Id = String(32)
LONGEST_WORD = 60  # letters of a word of a name that are kept beside the name
ShortId = String(20)  # 80 bits: hashes that never leave the book
Day = String(10)  # YYYY-MM-DD: periods reach back beyond what a database's date type is sure to hold
Code = String(16)  # country, currency and group codes
Word = String(32)  # a word from a closed list

# What migrations make for one of the databases alone, by the beginnings of its names: `metadata` knows none of it.
OF_ONE_DATABASE = ("search_text", "ix_search_entry", "subject_text", "subject_key")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _where_known(column: str) -> Index:
    """An index over the rows that have the column."""
    which = text(f'"{column}" IS NOT NULL')
    return Index(None, column, sqlite_where=which, postgresql_where=which)


book_note = Table(
    "book_note",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

report = Table(
    "report",
    metadata,
    Column("seq", Key, primary_key=True),
    Column("id", Id, nullable=False, unique=True),
    Column("title", Text),
    Column("published", Date),
    Column("outlet", Text),
    Column("url", Text),
    Column("language", String(16)),
    Column("source", Text),
    Column("byline", Text),
    Column("body_start", Integer, nullable=False),
    Column("notes", Text, nullable=False),  # a JSON list of strings
    Column("recorded_at", DateTime, nullable=False),  # UTC
    Column("text", Packed, nullable=False),
)

appearance = Table(
    "appearance",
    metadata,
    Column("seq", Key, primary_key=True),
    Column("report", ForeignKey("report.seq"), nullable=False),
    Column("outlet", Text),
    Column("url", Text),
    Column("title", Text),
    Column("published", Date),
    Column("source", Text),
    Column("byline", Text),
    Column("recorded_at", DateTime, nullable=False),
    Column("day", Date, nullable=False),  # see rows.day_of
    Column("page", ShortId),  # see rows.page_of
    Index(None, "page"),
    Index(None, "report"),
)

reading = Table(
    "reading",
    metadata,
    Column("seq", Key, primary_key=True),
    Column("report", ForeignKey("report.seq"), nullable=False),
    Column("reader", String(64)),
    Column("version", String(64)),
    Column("language", String(16)),
    Column("read_at", DateTime, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("gaps", Integer, nullable=False),
    Index(None, "report"),
)

statement = Table(
    "statement",
    metadata,
    Column("seq", Key, primary_key=True),
    Column("id", Id, nullable=False),
    Column("report", ForeignKey("report.seq"), nullable=False),
    Column("reading", ForeignKey("reading.seq"), nullable=False),
    Column("position", Integer, nullable=False),  # in the order of the text
    Column("kind", Word, nullable=False),
    Column("stance", Word, nullable=False),
    Column("confidence", Float(53), nullable=False),
    Column("measure", Word),
    Column("reporter", Code),
    Column("partner", Code),
    Column("pair", String(33)),  # "AZE-BLR", where exactly two countries are named
    Column("period_start", Day),
    Column("period_end", Day),
    Column("value", Float(53)),
    Column("currency", Code),
    Column("superseded_by", ForeignKey("statement.seq")),
    Column("withdrawn_by", String(130)),  # reader's name and version
    Column("retired_at", DateTime),  # when it was superseded or withdrawn
    Column("json", Packed, nullable=False),
    Column("corrected", Packed),  # JSON: as people corrected it; derived from `json` and the table of corrections
    run_index("statement", "id"),
    Index(None, "report"),
)

statement_country = Table(
    "statement_country",
    metadata,
    Column("country", Code, primary_key=True),
    Column("statement", ForeignKey("statement.seq"), primary_key=True),
    Index(None, "statement"),
    sqlite_with_rowid=False,
)

statement_good = Table(
    "statement_good",
    metadata,
    Column("seq", Key, primary_key=True),
    Column("statement", ForeignKey("statement.seq"), nullable=False),
    Column("words", String(400), nullable=False),  # folded
    Column("hs", String(6)),  # one row a code; null where the words have none
    Index(None, "statement"),
    Index(None, "hs"),
)

# Only current statements have claims. The figure's point and the values printed so stand beside the core, or the days
# that it is about where it has no figure: what is near it is found by them.
claim = Table(
    "claim",
    metadata,
    Column("statement", ForeignKey("statement.seq"), primary_key=True),
    Column("figure", Word, primary_key=True),
    Column("fact", ForeignKey("fact.seq")),  # null only while its key is being sorted
    Column("key", ShortId, nullable=False),
    Column("core_id", ShortId, nullable=False),
    Column("point_low", Float(53), nullable=False),
    Column("point_high", Float(53), nullable=False),
    Column("low", Float(53), nullable=False),
    Column("high", Float(53), nullable=False),
    Column("core", Text, nullable=False),  # JSON of claims.Core
    Column("mirror", ShortId),
    Column("series", ShortId),
    Column("revision", Word),  # preliminary, revised
    Column("leading", Boolean, nullable=False),
    Column("statement_id", Id, nullable=False),
    Column("kind", Word, nullable=False),
    Column("stance", Word, nullable=False),
    Column("confidence", Float(53), nullable=False),
    Column("origin", Text),
    Column("ahead", Boolean, nullable=False),
    Column("due", Day),
    Column("first_seen", Date, nullable=False),
    Column("last_repeated", Date, nullable=False),
    # With the bounds: what a new core touches is found in the index alone, where a key's claims stand side by side.
    Index("ix_claim_key_bounds", "key", "core_id", "point_low", "point_high", "low", "high"),
    Index(None, "fact"),
    sqlite_with_rowid=False,
)

# `id` is what the world knows a fact by: a hash of its key and of the core that it began with.
fact = Table(
    "fact",
    metadata,
    Column("seq", Key, primary_key=True),
    Column("id", Id, nullable=False),
    Column("key", ShortId, nullable=False),
    Column("core_id", ShortId, nullable=False),
    Column("core", Text, nullable=False),  # the core that the fact began with
    Column("mirror", ShortId),
    Column("series", ShortId),
    Column("kind", Word, nullable=False),
    Column("figure", Word, nullable=False),
    Column("leading", Boolean, nullable=False),
    Column("stance", Word, nullable=False),
    Column("statement", ForeignKey("statement.seq"), nullable=False),  # the most precise
    Column("first_seen", Date, nullable=False),
    Column("last_repeated", Date, nullable=False),
    Column("confidence", Float(53), nullable=False),
    Column("ahead", Boolean, nullable=False),  # a promise
    Column("due", Day),
    run_index("fact", "id"),
    Index(None, "key", "core_id"),
    run_index("fact", "mirror", where_known=True),
    run_index("fact", "series", where_known=True),
)

# Pins: what people say belongs together, or does not. Recorded, never edited: an undoing is a row of its own.
# Statements are named by their ids, since a pin stands whether or not the book holds the statement at the moment.

pin = Table(
    "pin",
    metadata,
    Column("seq", Key, primary_key=True),
    Column("action", Word, nullable=False),  # merge, split, undo
    Column("author", Text, nullable=False),
    Column("made_at", DateTime, nullable=False),  # UTC
    Column("note", Text),
    Column("undoes", ForeignKey("pin.seq")),
)

pin_statement = Table(
    "pin_statement",
    metadata,
    Column("pin", ForeignKey("pin.seq"), primary_key=True),
    Column("statement_id", Id, primary_key=True),
    Column("figure", Word, primary_key=True),
    Column("side", Word, nullable=False),  # together; apart (taken out) from (what it was taken out of)
    Index(None, "statement_id"),
    sqlite_with_rowid=False,
)

# Derived: the keys whose facts hang on pins; those of one cluster are sorted together.
pinned_key = Table(
    "pinned_key",
    metadata,
    Column("key", ShortId, primary_key=True),
    Column("cluster", ShortId, nullable=False),
    Index(None, "cluster"),
    sqlite_with_rowid=False,
)

# Corrections by people

# Never edited: one that is taken back only gets its mark. `statement` is the one that it now stands with: a new reading
# carries it to the statement that supersedes.
correction = Table(
    "correction",
    metadata,
    Column("seq", Key, primary_key=True),
    Column("statement", ForeignKey("statement.seq"), nullable=False),
    Column("given_for", ForeignKey("statement.seq"), nullable=False),
    Column("mark", Word),  # wrong, right
    Column("slot", Word),
    Column("was", Text),  # JSON, as the machine had read it
    Column("value", Text),  # JSON
    Column("author", Text, nullable=False),
    Column("note", Text),
    Column("given_at", DateTime, nullable=False),  # UTC
    Column("undone_by", Text),
    Column("undone_at", DateTime),
    Index(None, "statement"),
    Index(None, "given_for"),
)

# What was removed on request. A report's row stays with an empty text: it is not read again. Of a person only the day
# is kept, never the name.
forgotten = Table(
    "forgotten",
    metadata,
    Column("seq", Key, primary_key=True),
    Column("what", Word, nullable=False),  # text, report, person
    Column("report", ForeignKey("report.seq")),
    Column("author", Text, nullable=False),
    Column("note", Text),
    Column("forgotten_at", DateTime, nullable=False),  # UTC
    Index(None, "report"),
)

# Names. Derived, but for the rulings of people. Ids are hashes of what the row says, so that none hangs on the order.

# A name as spelled, with the country told with it ("" where none is).
name_spelling = Table(
    "name_spelling",
    metadata,
    Column("id", ShortId, primary_key=True),
    Column("sort", Word, nullable=False),  # body, person
    Column("name", Text, nullable=False),
    Column("folded", String(400), nullable=False),
    Column("country", Code, nullable=False),
    Column("group", ShortId, nullable=False),  # by its own words
    Index(None, "group"),
    sqlite_with_rowid=False,
)

# The names of one key, country and class of legal form; the names of a body are one group or several.
name_group = Table(
    "name_group",
    metadata,
    Column("id", ShortId, primary_key=True),
    Column("sort", Word, nullable=False),
    Column("key", String(450), nullable=False),  # the words that count
    Column("country", Code, nullable=False),
    Column("form", Word, nullable=False),
    Column("distinct_", Boolean, nullable=False),
    Column("body", ShortId, nullable=False),
    Index(None, "key"),
    # only those of a body that is named by another of its groups
    Index(None, "body", sqlite_where=text('"body" <> "id"'), postgresql_where=text('"body" <> "id"')),
    sqlite_with_rowid=False,
)

name_body = Table(
    "name_body",
    metadata,
    Column("id", ShortId, primary_key=True),
    Column("sort", Word, nullable=False),
    Column("name", Text, nullable=False),
    Column("country", Code, nullable=False),
    sqlite_with_rowid=False,
)

# Why two groups are one body.
name_link = Table(
    "name_link",
    metadata,
    Column("a", ShortId, primary_key=True),
    Column("b", ShortId, primary_key=True),
    Column("why", Word, nullable=False),
    Index(None, "b"),
    sqlite_with_rowid=False,
)

# What two groups share that may be one name misspelt; what shares nothing is never compared.
name_block = Table(
    "name_block",
    metadata,
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    Column("group", ShortId, primary_key=True),
    Column("word", String(LONGEST_WORD), nullable=False),  # in which the names of the block differ
    sqlite_with_rowid=False,
)

# Where a report says that a name stands for another: an acronym in brackets, an earlier name.
name_said = Table(
    "name_said",
    metadata,
    Column("report", ForeignKey("report.seq"), primary_key=True),
    Column("id", ShortId, primary_key=True),
    Column("how", Word, nullable=False),
    Column("alias", ShortId, nullable=False),
    Column("target", ShortId, nullable=False),
    Column("name", Text, nullable=False),
    Column("means", Text, nullable=False),
    Column("country", Code, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index(None, "alias"),
    Index(None, "target"),
    sqlite_with_rowid=False,
)

# The names in a statement. `group` where its report settles it otherwise than by its own words, and why.
name_use = Table(
    "name_use",
    metadata,
    Column("statement", ForeignKey("statement.seq"), primary_key=True),
    Column("spelling", ShortId, primary_key=True),
    Column("role", Word, primary_key=True),  # party, speaker (an organisation), person
    Column("group", ShortId),
    Column("why", Word),
    Index(None, "spelling"),
    _where_known("group"),
    sqlite_with_rowid=False,
)

# What people said of names: never derived, never edited; one that is taken back only gets its mark.
name_ruling = Table(
    "name_ruling",
    metadata,
    Column("seq", Key, primary_key=True),
    Column("action", Word, nullable=False),  # join, part, rename
    Column("sort", Word, nullable=False),
    Column("a", Text, nullable=False),
    Column("a_country", Code, nullable=False),
    Column("b", Text, nullable=False),  # the other name; of a rename the new one
    Column("b_country", Code, nullable=False),
    Column("author", Text, nullable=False),
    Column("note", Text),
    Column("given_at", DateTime, nullable=False),  # UTC
    Column("undone_by", Text),
    Column("undone_at", DateTime),
)
# Copies (book/copies): what each report is compared by, and whose copy it is. `rank` orders reports by day, then
# length, then id: of two that are copies of each other the one with the lower rank is the original.
copy_report = Table(
    "copy_report",
    metadata,
    Column("report", ForeignKey("report.seq"), primary_key=True),
    Column("rank", Key, nullable=False),
    Column("words", Integer, nullable=False),  # compared
    Column("original", ForeignKey("report.seq")),  # null: it is no copy
    Column("contained", Float(53)),  # the share of the shorter text's words that stand in the longer
    Column("sketch", LargeBinary, nullable=False),
    Column("figures", Text),  # of its text (copies.likeness.Figures); null where they are many, or were never noted
    Index(None, "rank"),
)
_is_copy = copy_report.c.original.is_not(None)
Index(None, copy_report.c.original, sqlite_where=_is_copy, postgresql_where=_is_copy)

# What reports are looked up by: their sentences (keys of 0 and more, by which repeated passages are found too) and the
# first places of their sketches (below 0).
copy_key = Table(
    "copy_key",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("is_original", Boolean, primary_key=True),
    Column("rank", BigInteger, primary_key=True, autoincrement=False),
    Column("report", ForeignKey("report.seq"), primary_key=True),
    sqlite_with_rowid=False,
)

# Where and under which headline a report appeared, as numbers: versions of one story share them.
copy_address = Table(
    "copy_address",
    metadata,
    Column("address", BigInteger, primary_key=True, autoincrement=False),
    Column("report", ForeignKey("report.seq"), primary_key=True),
    Index(None, "report"),
    sqlite_with_rowid=False,
)

# Outlets' own corrections and withdrawals: the report that carries one, the reports that it is about, and the
# statements that it takes back.
notice = Table(
    "notice",
    metadata,
    Column("report", ForeignKey("report.seq"), primary_key=True),
    Column("kind", Word, nullable=False),  # correction, withdrawal
    Column("field", Word, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("wrong", Text, nullable=False),  # a JSON list of figures in full units, as text
    Column("right", Text, nullable=False),
    sqlite_with_rowid=False,
)

notice_report = Table(
    "notice_report",
    metadata,
    Column("notice", ForeignKey("notice.report"), primary_key=True),
    Column("report", ForeignKey("report.seq"), primary_key=True),
    Column("way", Word, nullable=False),  # address, headline, text
    Index(None, "report"),
    sqlite_with_rowid=False,
)

notice_statement = Table(
    "notice_statement",
    metadata,
    Column("statement", ForeignKey("statement.seq"), primary_key=True),
    Column("notice", ForeignKey("notice.report"), primary_key=True),
    Index(None, "notice"),
    sqlite_with_rowid=False,
)

# Search (search/index.py). On SQLite the words themselves stand in `search_text`, a table of FTS5 that only a migration
# can make, and `words` holds what was put there, packed; on PostgreSQL `words` is the vector that is searched, and its
# two indexes stand in the migration alone.
search_entry = Table(
    "search_entry",
    metadata,
    Column("statement", ForeignKey("statement.seq"), primary_key=True),
    Column("place", BigInteger, nullable=False),  # the day and the statement's row, so that the newest has the highest
    Column("low", Float(53)),  # the ends of the amount
    Column("high", Float(53)),
    Column("begins", Integer),  # the ends of the period, as days
    Column("ends", Integer),
    Column("confidence", Integer, nullable=False),  # in thousandths
    Column("words", LargeBinary().with_variant(TSVECTOR(), "postgresql"), nullable=False),
)

# Promises

# What statements are about, and the day on which each had first appeared (`date.toordinal`): what may have become of a
# promise stands under a subject that it looks for (promises/subject_index.py, where its index is too). Derived; only
# current statements that people have not marked as wrong have rows here.
subject = Table(
    "subject",
    metadata,
    Column("statement", ForeignKey("statement.seq"), primary_key=True),
    Column("day", Integer, nullable=False),
    Column("subjects", LargeBinary, nullable=False),  # six bytes a subject, in order
)

# The statements that promise. Derived.
promise = Table(
    "promise",
    metadata,
    Column("statement", ForeignKey("statement.seq"), primary_key=True),
    Column("due", Date),  # the last day that it names; null where it names none
    sqlite_with_rowid=False,
)

# The statements that promise by their days (`date.toordinal`), for the whole book (scope "") and for each country
# ("AZE") and each two of them ("AZE-BLR"). Derived.
promise_day = Table(
    "promise_day",
    metadata,
    Column("scope", String(33), primary_key=True),
    Column("day", Integer, primary_key=True),  # when it is due, or to be looked at again
    Column("mark", BigInteger, primary_key=True, autoincrement=False),  # of the statement's id: the order within a day
    Column("statement", ForeignKey("statement.seq"), primary_key=True),
    Column("until", Integer, nullable=False),  # the last day on which something may still be heard of it
    Index(None, "statement"),
    sqlite_with_rowid=False,
)

# What people found out about promises. Never edited: one that is taken back only gets its mark. It stands with the
# statement that the person saw, and is followed from there to the one that a new reading put in its place.
note = Table(
    "note",
    metadata,
    Column("seq", Key, primary_key=True),
    Column("statement", ForeignKey("statement.seq"), nullable=False),
    Column("text", Text, nullable=False),
    Column("state", Word),
    Column("share", Float(53)),
    Column("counts_from", Date, nullable=False),
    Column("author", Text, nullable=False),
    Column("given_at", DateTime, nullable=False),  # UTC
    Column("undone_by", Text),
    Column("undone_at", DateTime),
    Index(None, "statement"),
)
