"""`python -m bench`: the figures of `make bench`, each beside its bar."""

from __future__ import annotations

import argparse
import gzip
import json
import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.baci import LINES, baci_figures
from bench.book import book_figures
from bench.builds import Worker, at_work, builds, rates
from bench.copies import copies_figures
from bench.corpus import near_press, other_press, page_of, trade_reports
from bench.figure import Figure
from bench.measure import Rate, command_seconds, peak_memory, rate, words_in
from bench.names import names_figures
from bench.worker import WARM_UP

PASSES = 3
TRADE_REPORTS = 300  # a pass
OTHER_REPORTS = 700
PAGES = 30
SMALL_BOOK = 30_000  # statements; what `make bench` can bear; STATEMENTS=1000000 measures what the bars are about
SMALL_PRESS = 5_000  # reports among which copies are found; --copies 100000 measures what the issue asks for
SMALL_NAMES = 5_000  # bodies; --names 100000 measures what the issue asks for
PARTS = ("reading", "book", "copies", "names", "statistics")
SPACY_MODEL = "en_core_web_sm"
Passes = list[list[str]]
Rates = dict[str, Rate]  # by the name of the build


def main() -> None:
    """Measure, print a table, write the JSON file where one is named."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Speed and memory of Tradebook.")
    parser.add_argument("--texts", type=Path, help="a folder with newswire/*.jsonl.gz to time as well")
    parser.add_argument(
        "--only", choices=("reading", "book", "copies", "names", "statistics"), help="measure this part alone"
    )
    parser.add_argument(
        "--book", type=int, default=SMALL_BOOK, metavar="N", help="the book's statements (default: %(default)s)"
    )
    parser.add_argument(
        "--copies", type=int, default=SMALL_PRESS, metavar="N", help="the reports of copies (default: %(default)s)"
    )
    parser.add_argument(
        "--names", type=int, default=SMALL_NAMES, metavar="N", help="the bodies of names (default: %(default)s)"
    )
    parser.add_argument(
        "--lines", type=int, default=LINES, metavar="N", help="the lines of a year of BACI (default: %(default)s)"
    )
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep the measured book in this file")
    parser.add_argument("--from", type=Path, dest="ready", metavar="FILE", help="ask a book that --keep kept")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, one process at a time")
    figures = []
    for figure in _chosen(options):
        figures.append(figure)
        print(f"{figure.name:<72}{figure.value:>12,.2f} {figure.unit:<12}{figure.verdict}", flush=True)
    if options.json:
        rows = [asdict(figure) for figure in figures]
        options.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


def _chosen(options: argparse.Namespace) -> Iterator[Figure]:
    if options.only in (None, "reading"):
        yield from _figures(options.texts)
    if options.only in (None, "copies"):
        yield from copies_figures(options.copies)
    if options.only in (None, "names"):
        yield from names_figures(options.names)
    if options.only in (None, "statistics"):
        yield from baci_figures(options.lines)
    if options.only in (None, "book"):
        yield from book_figures(options.book, options.keep, options.ready)


def _figures(texts: Path | None) -> Iterator[Figure]:
    found = builds()
    with at_work(found) as workers:
        yield from _reading_figures(workers, texts)
        yield from _against_trafilatura(workers, _passes(trade_reports(PASSES * PAGES, seed=3)))
    for build in found:
        told = command_seconds("-m", "tradebook", "--help", python=build.python, env=build.environment)
        yield Figure(f"tradebook --help, {build.name}", told, "s", 0.4, at_least=False)
        memory = peak_memory("bench.memory", python=build.python, env=build.environment)
        if memory is not None:
            yield Figure(f"peak memory, 2,000 reports, {build.name}", memory, "MB", 350, at_least=False)


def _reading_figures(workers: Sequence[Worker], texts: Path | None) -> Iterator[Figure]:
    trade = _passes(trade_reports(PASSES * TRADE_REPORTS))
    _describe("trade reports", trade)
    ours = _reading(workers, trade)
    for build, measured in ours.items():
        yield Figure(f"extract, trade reports of 300 words, {build}", measured.items, "reports/s", 300)
        yield Figure(f"extract, trade reports of 300 words, {build}", measured.words, "words/s", 90_000)
    yield from _ratio("trade reports of 300 words", ours)
    for name, texts_of in (("press far from trade", other_press), ("politics and company news", near_press)):
        elsewhere = _passes(texts_of(PASSES * OTHER_REPORTS))
        _describe(name, elsewhere)
        measured_there = _reading(workers, elsewhere)
        for build, measured in measured_there.items():
            yield Figure(f"extract, {name}, {build}", measured.items, "reports/s", 3_000)
        yield from _ratio(name, measured_there)
    yield from _against_spacy("trade reports", trade, ours)
    if texts is not None:
        stories = _passes(list(_newswire(texts)))
        _describe("newswire", stories)
        wire = _reading(workers, stories)
        for build, measured in wire.items():
            yield Figure(f"extract, newswire, {build}", measured.items, "stories/s")
            yield Figure(f"extract, newswire, {build}", measured.words, "words/s")
        yield from _ratio("newswire", wire)
        yield from _against_spacy("newswire", stories, wire)


def _ratio(name: str, measured: Rates) -> Iterator[Figure]:
    """The compiled build against the pure one, where both were measured."""
    if "compiled" in measured:
        yield Figure(f"compiled against pure, {name}", measured["compiled"].items / measured["pure"].items, "times")


def _passes(texts: list[str]) -> Passes:
    """Texts dealt out to the passes, none twice; the same text in a source (newswire repeats itself) is taken once."""
    unique = list(dict.fromkeys(texts))
    return [unique[start::PASSES] for start in range(PASSES)]


def _describe(name: str, passes: Passes) -> None:
    """How large and how varied the texts are, for a speed says nothing without it."""
    from tradebook.extract import gate

    words = [word for texts in passes for text in texts for word in text.split()]
    count = sum(map(len, passes))
    read_on = sum(gate.passes(text) for texts in passes for text in texts)
    print(
        f"-- {name}: {count:,} texts, none twice, {len(words):,} words, {len(set(words)):,} distinct; "
        f"{read_on / count:.0%} get past the first pass"
    )


def _words(passes: Passes) -> int:
    return sum(words_in(texts) for texts in passes)


def _reading(workers: Sequence[Worker], passes: Passes) -> Rates:
    return rates(workers, "reports", WARM_UP, passes, _words(passes))


def _newswire(texts: Path) -> Iterator[str]:
    for packed in sorted((texts / "newswire").glob("*.jsonl.gz")):
        with gzip.open(packed, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line)["text"]
                if text.strip():
                    yield text


def _against_spacy(name: str, passes: Passes, ours: Rates) -> Iterator[Figure]:
    """The same texts through spaCy, one thread: sentences alone, and its small model where it is installed."""
    try:
        import spacy
    except ImportError:
        print("spaCy is not installed: not compared (make bench installs it)")
        return
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    yield from _compared(f"spaCy blank and sentencizer, {name}", blank, passes, ours)
    if spacy.util.is_package(SPACY_MODEL):
        few = [texts[:20] for texts in passes]
        yield from _compared(f"spaCy {SPACY_MODEL}, {name}", spacy.load(SPACY_MODEL), few, ours, bar=17)


def _compared(
    name: str, pipeline: Callable[[str], Any], passes: Passes, ours: Rates, bar: float | None = None
) -> Iterator[Figure]:
    theirs = rate(pipeline, WARM_UP, passes, _words(passes))
    yield Figure(name, theirs.words, "words/s")
    for build, measured in ours.items():
        yield Figure(f"extract against {name}, {build}", measured.words / theirs.words, "times", bar)


def _against_trafilatura(workers: Sequence[Worker], passes: Passes) -> Iterator[Figure]:
    """Pages to statements, against trafilatura alone on the same pages."""
    import tempfile

    import trafilatura

    words = _words(passes)
    pages = [[page_of(text) for text in texts] for texts in passes]
    alone = rate(lambda page: trafilatura.extract(page, with_metadata=True), page_of(WARM_UP), pages, words)
    yield Figure("trafilatura alone", alone.items, "pages/s")
    with tempfile.TemporaryDirectory() as folder:
        warm_up = _written(Path(folder) / "warm-up.html", page_of(WARM_UP))
        files = [
            [_written(Path(folder) / f"{turn}-{number}.html", page) for number, page in enumerate(some)]
            for turn, some in enumerate(pages)
        ]
        whole = rates(workers, "pages", warm_up, files, words)
    for build, measured in whole.items():
        yield Figure(f"pages to statements, {build}", measured.items, "pages/s")
        against = measured.items / alone.items
        yield Figure(f"pages to statements against trafilatura alone, {build}", against, "times")


def _written(path: Path, page: str) -> str:
    path.write_text(page, encoding="utf-8")
    return str(path)


if __name__ == "__main__":
    main()
