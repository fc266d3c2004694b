"""A year of BACI under load: eleven million lines, of which a pair of countries is kept.

The lines are ours: every country trades with every other in some 200 goods, values spread over six orders of size, two
in a hundred quantities missing, as in the published years. Making the file is not timed. Run as a module it loads one
file and prints what that took: the load is measured in a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from bench.figure import Figure

LINES = 11_000_000
NAME = "BACI_HS17_Y2021_V202301.csv"
GOODS = 5_000


def baci_figures(lines: int) -> Iterator[Figure]:
    """The figures of loading a ZIP with one year of `lines` lines: a pair of countries, then all partners of one."""
    with tempfile.TemporaryDirectory(prefix="tradebook-bench-") as folder:
        path = Path(folder) / "BACI_HS17.zip"
        made = make_zip(path, lines)
        for what, countries in (("a pair", ["AZE", "BLR"]), ("all partners of one", ["DEU"])):
            asked = [sys.executable, "-m", "bench.baci", str(path), str(Path(folder) / "statistics"), *countries]
            told = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
            words = f"BACI, a year of {made:,} lines, {what}"
            yield Figure(f"{words}: by the clock", told["clock"], "s", 60, at_least=False)
            yield Figure(f"{words}: of the processor", told["processor"], "s of CPU")
            if told["memory"] is not None:
                yield Figure(f"{words}: peak memory", told["memory"], "MB", 1000, at_least=False)
            yield Figure(f"{words}: rows kept", told["rows"], "rows")


def make_zip(path: Path, lines: int) -> int:
    """A ZIP with one year of about `lines` lines; how many it holds."""
    import duckdb

    from tradebook.places.tables import countries

    numbers = [int(entry.numeric) for entry in countries().values() if entry.numeric and entry.status == "current"]
    goods = max(1, min(GOODS, round(lines / (len(numbers) * (len(numbers) - 1)))))
    query = (
        "SELECT 2021 AS t, e.n AS i, m.n AS j,"
        " lpad(((((e.n * 7 + m.n * 13 + g.n * 23) % 5000) + 200) * 19)::VARCHAR, 6, '0') AS k,"
        " printf('%.3f', exp(13 * (hash(e.n, m.n, g.n) % 1000003) / 1000003 - 3)) AS v,"
        " CASE WHEN hash(g.n, m.n, e.n) % 50 = 0 THEN '           NA'"
        " ELSE printf('%.3f', exp(11 * (hash(m.n, g.n, e.n) % 1000003) / 1000003 - 4)) END AS q"
        " FROM (SELECT unnest(?) AS n) e, (SELECT unnest(?) AS n) m, (SELECT unnest(range(?)) AS n) g"
        " WHERE e.n <> m.n"
    )
    year = path.with_name(NAME)
    with duckdb.connect(":memory:", config={"threads": 2}) as duck:
        duck.execute(f"COPY ({query}) TO '{year}' (FORMAT csv, HEADER)", [numbers, numbers, goods])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.write(year, NAME)
    year.unlink()
    return len(numbers) * (len(numbers) - 1) * goods


def main() -> None:
    """Load a file, keeping the countries named, and print the seconds, the peak memory in MB, and the rows."""
    from tradebook.statistics import Statistics
    from tradebook.statistics.loading import Terms, load

    path, folder, *countries = sys.argv[1:]
    clock = perf_counter()
    terms = Terms(retrieved=date(2024, 3, 1), reporters=tuple(countries[:1]), partners=tuple(countries[1:]))
    found = load(Path(path), terms, Statistics(Path(folder)))
    spent = {"clock": perf_counter() - clock, "processor": process_time()}
    print(json.dumps({**spent, "memory": _peak(), "rows": found.batch.rows if found.batch else 0}))


def _peak() -> float | None:
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    marks = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    return int(marks[0].split()[1]) / 1024


if __name__ == "__main__":
    main()
