"""The error family.

    TradebookError                what every expected failure of Tradebook derives from
    ├── UsageError                the call itself is wrong: unknown country, missing file   (exit 2)
    ├── InputError                one input cannot be read; the others go on                 (exit 1)
    │   ├── NotText               binary, or an encoding that cannot be told
    │   ├── TooLarge              over a documented limit
    │   └── BadRecord             a line or a block that is not of the promised form
    ├── WorkerLost                a process that read reports for another ended before its time  (exit 1)
    ├── StatisticsMissing         what reads official statistics is not installed                (exit 1)
    ├── SourceFailed              a publisher's service did not give what it was asked for       (exit 1)
    │   ├── SourceUnreachable     no network, or no whole answer after all attempts
    │   ├── SourceBusy            it is out of order, or asks for a long wait
    │   └── KeyRefused            the key is wrong, or a key is needed
    └── BookError                 the book cannot be used                                    (exit 1)
        ├── BookNewer             written by a later version of Tradebook
        ├── BookBusy              another process holds it longer than the waiting time
        ├── BookReadOnly          it cannot be written to
        ├── BookFull              no room on the disk
        └── BookDamaged           it is not a book, or its file is broken

Every error carries the facts as attributes and a message that names what was wrong and the mend.
"""

from __future__ import annotations


class TradebookError(Exception):
    """What every expected failure derives from; `exit_code` is what the command line returns for it."""

    exit_code = 1


class UsageError(TradebookError):
    """The call is wrong: an unknown country, a path that does not exist, an option that does not fit."""

    exit_code = 2


class InputError(TradebookError):
    """One input that cannot be read.

    `where` names the file, `line` the line in it (from 1) where one is known, `problem` what is wrong with the
    offending value in it, `mend` what the user can do.
    """

    def __init__(self, where: str, problem: str, mend: str, line: int | None = None) -> None:
        self.where = where
        self.line = line
        self.problem = problem
        self.mend = mend
        place = where if line is None else f"{where}, line {line}"
        super().__init__(f"{place}: {problem}. {mend}")


class NotText(InputError):
    """Binary data, or an encoding that cannot be told."""


class TooLarge(InputError):
    """An input over a documented limit."""


class BadRecord(InputError):
    """A line or a block that is not of the promised form."""


class WorkerLost(TradebookError):
    """A process that read reports for this one ended before its time: killed, or out of memory."""

    def __init__(self) -> None:
        super().__init__(
            "a process that read reports for this one ended before its time (killed, or out of memory). "
            "What was recorded is safe: start it again, with --processes 1 where memory is short"
        )


class StatisticsMissing(TradebookError):
    """What official statistics need is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "official statistics need libraries that are not installed. "
            "Install them with: pip install 'tradebook[statistics]'"
        )


class SourceFailed(TradebookError):
    """A publisher's service did not give what it was asked for. `source` names it, `problem` what went wrong (never a
    key), `mend` what the user can do."""

    def __init__(self, source: str, problem: str, mend: str) -> None:
        self.source = source
        self.problem = problem
        self.mend = mend
        super().__init__(f"{source}: {problem}. {mend}")


class SourceUnreachable(SourceFailed):
    """No network, or no whole answer after all attempts."""


class SourceBusy(SourceFailed):
    """The service is out of order, its quota is used up, or it asks for a long wait."""


class KeyRefused(SourceFailed):
    """The key is wrong, or the service asks for one."""


class BookError(TradebookError):
    """The book cannot be used as asked. `book` is its address (without a password)."""

    def __init__(self, book: str, problem: str, mend: str) -> None:
        self.book = book
        self.problem = problem
        self.mend = mend
        super().__init__(f"{book}: {problem}. {mend[:1].upper()}{mend[1:]}")


class BookNewer(BookError):
    """The book was written by a later version of Tradebook."""


class BookBusy(BookError):
    """Another process holds the book longer than the waiting time."""


class BookReadOnly(BookError):
    """The book's file cannot be written to."""


class BookFull(BookError):
    """There is no room left on the disk."""


class BookDamaged(BookError):
    """The file is not a book, or it is broken."""
