"""Train the dictionary that a book's texts are packed against: `python cases/packing.py CASES... FILE`.

Reads every case and trains on the texts of the reports and on the statements read, as JSON: on our own wording, of all
kinds and from all over the world. A dictionary that books were packed with is never made anew; a better one is a file
of its own (`src/tradebook/book/packing.py`).
"""

from __future__ import annotations

import argparse
from pathlib import Path

from zstandard import train_dictionary

from tradebook.book.packing import LEVEL
from tradebook.evaluate import load_cases
from tradebook.extract import extract
from tradebook.statement import to_json

SIZE = 65_536  # bytes: of 16, 32, 64 and 112 KB the smallest behind which statements stop getting much shorter


def samples(paths: list[str]) -> list[bytes]:
    """What is packed: the text of each case and its statements."""
    found: list[bytes] = []
    for case in (case for path in paths for case in load_cases(Path(path))):
        found += (to_json(statement) for statement in extract(case.report).statements)
        found.append(case.report.text.encode())
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="+", help="folders or files of cases")
    parser.add_argument("file", type=Path, help="where the dictionary is written")
    given = parser.parse_args()
    given.file.write_bytes(train_dictionary(SIZE, samples(given.cases), level=LEVEL).as_bytes())


if __name__ == "__main__":
    main()
