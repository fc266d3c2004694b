"""`tradebook statistics`: official figures fetched, loaded, listed and forgotten."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from msgspec import Struct

from tradebook.cli import options
from tradebook.cli.console import line_on_terminal, make_console, print_json, say_error, write_line
from tradebook.cli.pairs import country_code, pair_of
from tradebook.cli.say import counted
from tradebook.errors import InputError, UsageError

if TYPE_CHECKING:
    from tradebook.statistics import Statistics
    from tradebook.statistics.comtrade import Asked, Pulled
    from tradebook.statistics.loading import Loaded, Terms
    from tradebook.statistics.row import Batch, Refused

KEY = "TRADEBOOK_COMTRADE_KEY"
ADDRESS = "TRADEBOOK_COMTRADE_ADDRESS"
LISTED = 20  # refused rows and missing questions in a table; --json gives all
_YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?\Z")
_GOOD = re.compile(r"\d{2}|\d{4}|\d{6}")


class _LoadedFile(Struct, frozen=True):
    """What `load --json` prints of a file."""

    file: str
    loaded: Loaded | None
    failure: str | None = None


class _ListedBatch(Struct, frozen=True):
    """What `list --json` prints of a load."""

    batch: Batch
    source: str
    publisher: str
    licence: str
    redistributable: bool
    citation: str


def pull(
    first: options.FirstOfTwo,
    second: options.SecondOfTwo,
    /,
    *,
    years: Annotated[str, Parameter(help="The years: 2021, or 2019-2023.")],
    monthly: Annotated[bool, Parameter(negative=(), help="The months of these years too.")] = False,
    goods: Annotated[
        str | None,
        Parameter(
            help="Only these goods, with commas between: HS codes of 2, 4 or 6 digits, or words (4406,butter); with "
            "the trade of both in them with the world. Without it all chapters and headings that the two trade."
        ),
    ] = None,
    detail: Annotated[
        Literal[2, 4, 6],
        Parameter(help="Digits of the goods' codes where none are named: 2 chapters, 4 headings, 6 needs a key."),
    ] = 4,
    consignment: Annotated[
        bool, Parameter(negative=(), help="Also by country of consignment: what came by way of a third country.")
    ] = False,
    again: Annotated[bool, Parameter(negative=(), help="Ask again for what came within the last week.")] = False,
    offline: Annotated[bool, Parameter(negative=(), help="Ask nobody: use only answers that were kept.")] = False,
    statistics: options.StatisticsFolder = None,
    as_json: options.AsJson = False,
) -> int:
    """Fetch what two countries report on their trade from UN Comtrade.

    Both sides: what each says it sells to and buys from the other, and its trade with the world. Without a key UN
    Comtrade gives 500 figures an answer, so that more calls are needed, one a second; a free key from
    comtradedeveloper.un.org goes into TRADEBOOK_COMTRADE_KEY. Answers are kept: where there is no network, work goes on
    with them. Figures are kept with the day on which they were published; a revision does not overwrite.
    """
    from datetime import timedelta

    from tradebook.statistics import Statistics
    from tradebook.statistics.comtrade import Asked
    from tradebook.statistics.comtrade import pull as pull_figures
    from tradebook.statistics.comtrade.pull import FRESH
    from tradebook.statistics.comtrade.service import ADDRESS as OWN_ADDRESS
    from tradebook.statistics.comtrade.service import RealClock, Service

    today, key = date.today(), os.environ.get(KEY) or None
    since, until = years_of(years, today)
    asked = Asked(
        countries=pair_of(first, second),
        since=since,
        until=until,
        monthly=monthly,
        goods=_goods_of(goods),
        detail=_detail(detail, key, goods),
        consignment=consignment,
    )
    fresh = timedelta(0) if again else FRESH
    kept = Statistics(statistics)
    if offline:
        found = pull_figures(asked, kept, None, today, fresh=fresh)
    else:
        base = os.environ.get(ADDRESS) or OWN_ADDRESS
        with line_on_terminal("asking") as say, Service(key, base=base, clock=RealClock(), tell=say_error) as service:
            found = pull_figures(asked, kept, service, today, fresh=fresh, say=say)
    if as_json:
        print_json(found)
    else:
        _print_pulled(asked, found)
    return 0 if found.loaded.batch is not None and not found.missing else 1


def load(
    *files: Annotated[Path, Parameter(name="FILE", help="Files with official figures.")],
    country: Annotated[
        tuple[str, ...],
        Parameter(
            negative=(),
            help="Keep this country's trade with all; with two or more countries, the trade among them and with the "
            "world. Without it everything is kept.",
        ),
    ] = (),
    years: Annotated[str | None, Parameter(help="Keep these years: 2021, or 2019-2023.")] = None,
    mapping: Annotated[
        Path | None,
        Parameter(help="The mapping file of a national bulletin: what its columns, units and periods are."),
    ] = None,
    vintage: Annotated[
        date | None, Parameter(help="The day (YYYY-MM-DD) as of which the figures were published; files seldom say.")
    ] = None,
    retrieved: Annotated[
        date | None, Parameter(help="The day (YYYY-MM-DD) on which the file came here; without it today.")
    ] = None,
    source: Annotated[
        str | None, Parameter(help="Who publishes it: a key of `statistics list --sources`, or a word of your own.")
    ] = None,
    licence: Annotated[str | None, Parameter(help="Its licence, where it differs from that of the source.")] = None,
    statistics: options.StatisticsFolder = None,
    as_json: options.AsJson = False,
) -> int:
    """Load files of official figures: tables of UN Comtrade's site, BACI, SDMX, Eurostat, the IMF, national bulletins.

    The format is told by content. Rows that cannot be used are listed with what is wrong, the others are kept; figures
    that contradict each other within a file are left out and listed. A large file is read in passing: of a year of
    BACI name the countries to keep.
    """
    from tradebook.statistics import Statistics
    from tradebook.statistics.loading import Terms
    from tradebook.statistics.loading import load as load_file

    if not files:
        raise UsageError("no file named. Name one or more files with official figures")
    today = date.today()
    since, until = years_of(years, today) if years else (None, None)
    codes = tuple(dict.fromkeys(country_code(words) for words in country))
    terms = Terms(
        retrieved=retrieved or today,
        vintage=vintage,
        source=source,
        licence=licence,
        reporters=codes,
        partners=codes if len(codes) > 1 else (),
        since=since,
        until=until,
        mapping=mapping,
    )
    found = []
    for file in files:
        try:
            found.append(_LoadedFile(str(file), load_file(file, terms, Statistics(statistics))))
        except (InputError, UsageError) as error:
            say_error(str(error))
            found.append(_LoadedFile(str(file), None, str(error)))
    if as_json:
        print_json(found)
    else:
        for one in found:
            _print_loaded(one, terms)
    return 0 if all(one.loaded is not None and one.loaded.batch is not None for one in found) else 1


def list_(
    *,
    sources: Annotated[
        bool, Parameter(negative=(), help="List the sources that Tradebook knows, with their licences, instead.")
    ] = False,
    statistics: options.StatisticsFolder = None,
    as_json: options.AsJson = False,
) -> int:
    """List what was loaded: when it came, from whom, on what licence, and whether it may be shown in public."""
    from tradebook.statistics import Statistics
    from tradebook.statistics.sources import sources as known_sources

    if sources:
        known = list(known_sources().values())
        if as_json:
            print_json(known)
        else:
            _print_table(
                ("source", "publication", "publisher", "licence", "in public"),
                [(one.key, one.name, one.publisher, one.licence, _public(one.redistributable)) for one in known],
            )
        return 0
    folder = Statistics(statistics)
    found = [_described(folder, batch) for batch in folder.batches()]
    if as_json:
        print_json(found)
    elif not found:
        write_line("No official figures are loaded. `tradebook statistics pull` and `load` bring some.")
    else:
        _print_table(
            ("load", "what", "source", "rows", "retrieved", "licence", "in public"),
            [
                (
                    one.batch.id[:8],
                    one.batch.what,
                    one.source,
                    f"{one.batch.rows:,}",
                    one.batch.retrieved.isoformat(),
                    one.licence,
                    _public(one.redistributable),
                )
                for one in found
            ],
        )
    return 0


def forget(
    *loads: Annotated[str, Parameter(name="LOAD", help="The first digits of a load, as `list` shows them.")],
    answers: Annotated[
        bool,
        Parameter(negative=(), help="Remove the answers of UN Comtrade that were kept for work without a network."),
    ] = False,
    statistics: options.StatisticsFolder = None,
    as_json: options.AsJson = False,
) -> int:
    """Remove loads of official figures. What other loads hold of the same figures stays."""
    from tradebook.statistics import Statistics
    from tradebook.statistics.comtrade.answers import Answers
    from tradebook.statistics.comtrade.pull import FOLDER

    if not loads and not answers:
        raise UsageError("nothing named to forget. Name a load (`tradebook statistics list` shows them), or --answers")
    folder = Statistics(statistics)
    chosen = [_load_named(word, folder.batches()) for word in dict.fromkeys(loads)]
    for batch in chosen:
        folder.remove(batch)
    removed = Answers(folder.folder / FOLDER).clear() if answers else 0
    if as_json:
        print_json({"forgotten": chosen, "answers": removed})
        return 0
    for batch in chosen:
        write_line(f"Forgotten: {batch.what} ({counted(batch.rows, 'figure')}, retrieved {batch.retrieved}).")
    if answers:
        write_line(f"Forgotten: {counted(removed, 'kept answer')}.")
    return 0


def rates(
    *files: Annotated[Path, Parameter(name="FILE", help="Tables of rates (CSV) to keep; without any they are listed.")],
    statistics: options.StatisticsFolder = None,
    as_json: options.AsJson = False,
) -> int:
    """Keep or list rates of exchange, with which figures in one currency are held against figures in another.

    A table has the columns currency, base, period, rate, reporter, flow, source: KES,USD,2022,117.866,,,Central Bank of
    Kenya says that a dollar cost 117.866 shillings in 2022. A rate serves the figures of just its period, and each
    figure that came by one says so. A reporter's own factors go before general rates.
    """
    from tradebook.statistics import Statistics
    from tradebook.statistics.rates import add_rates, known_rates

    folder = Statistics(statistics).folder
    failed = False
    for file in files:
        try:
            write_line(f"{file}: {counted(add_rates(folder, file), 'rate')} kept.")
        except (InputError, UsageError) as error:
            say_error(str(error))
            failed = True
    if files:
        return 1 if failed else 0
    known = known_rates(folder).all()
    if as_json:
        print_json(known)
    elif not known:
        write_line("No rates are kept. `tradebook statistics rates FILE` keeps a table of them.")
    else:
        _print_table(
            ("1", "costs", "of", "from", "to", "reporter", "flow", "source"),
            [
                (
                    one.base,
                    f"{one.rate.normalize():f}",
                    one.currency,
                    one.start.isoformat(),
                    one.end.isoformat(),
                    one.reporter or "",
                    one.flow or "",
                    one.source,
                )
                for one in known
            ],
        )
    return 0


def years_of(words: str, today: date) -> tuple[int, int]:
    """The first and last year of "2021" or "2019-2023"; raises `UsageError`."""
    found = _YEARS.match(words.strip())
    if found is None:
        raise UsageError(f"--years {words}: neither a year nor two with a hyphen between. Write 2021, or 2019-2023")
    since, until = int(found[1]), int(found[2] or found[1])
    if since > until:
        raise UsageError(f"--years {words}: the first year is later than the last. Write {until}-{since}")
    if since < 1900 or until > today.year:
        raise UsageError(f"--years {words}: there are figures for 1900 to {today.year} at the most")
    return since, until


def _goods_of(words: str | None) -> tuple[str, ...]:
    """The codes of "4406, butter"; raises `UsageError` for what is neither a code nor a good that is known."""
    from tradebook.goods import resolve

    codes: list[str] = []
    for word in (words or "").split(","):
        asked = word.strip()
        if not asked or _GOOD.fullmatch(asked):
            codes += [asked] if asked else []
            continue
        found = None if asked.isdigit() else resolve(asked)
        if found is None:
            raise UsageError(
                f"--goods {asked}: neither a code of the Harmonized System (2, 4 or 6 digits) nor a known good. "
                "Write 4406, or 4406,0405"
            )
        codes += found.codes
    return tuple(dict.fromkeys(codes))


def _detail(detail: Literal[2, 4, 6], key: str | None, goods: str | None) -> Literal[2, 4, 6]:
    if detail == 6 and not key and not goods:
        raise UsageError(
            "--detail 6: without a key UN Comtrade gives 500 figures an answer, too few for all subheadings. "
            f"Set {KEY}, or name codes of 6 digits with --goods"
        )
    return detail


def _load_named(word: str, batches: Sequence[Batch]) -> Batch:
    found = [batch for batch in batches if batch.id.startswith(word.lower())]
    if len(found) == 1:
        return found[0]
    problem = "no load begins so" if not found else f"{len(found)} loads begin so"
    raise UsageError(f"{word}: {problem}. `tradebook statistics list` shows them")


def _described(folder: Statistics, batch: Batch) -> _ListedBatch:
    from tradebook.statistics.sources import source_of

    licence, redistributable = folder.licence(batch)
    source = source_of(batch.source)
    return _ListedBatch(batch, source.name, source.publisher, licence, redistributable, source.citation)


def _public(redistributable: bool) -> str:
    return "yes" if redistributable else "no"


def _print_pulled(asked: Asked, found: Pulled) -> None:
    batch = found.loaded.batch
    kept = "no figures" if batch is None else f"{counted(batch.rows, 'figure')}, load {batch.id[:8]}"
    age = f"; the oldest answer is of {found.oldest}" if found.oldest else ""
    write_line(f"{asked.what}: {kept} ({counted(found.calls, 'call')} to UN Comtrade{age}).")
    _print_rest(found.loaded)
    if found.missing:
        sys.stdout.flush()
        say_error(f"not to be had: {counted(len(found.missing), 'question')}")
        for words in found.missing[:LISTED]:
            say_error(f"  {words}")
        _print_more(len(found.missing))
    if found.failure:
        say_error(found.failure)


def _print_loaded(one: _LoadedFile, terms: Terms) -> None:
    if one.loaded is None:
        return
    batch = one.loaded.batch
    since = "" if batch is None or batch.retrieved == terms.retrieved else f", here since {batch.retrieved}"
    kept = "no figures" if batch is None else f"{counted(batch.rows, 'figure')}, load {batch.id[:8]}{since}"
    write_line(f"{one.file}: {kept}.")
    _print_rest(one.loaded)


def _print_rest(loaded: Loaded) -> None:
    for note in loaded.notes:
        write_line(f"  Note: {note}.")
    if loaded.repeated:
        write_line(f"  {counted(loaded.repeated, 'figure')} stood there more than once with the same value.")
    if loaded.refused:
        write_line(f"  {counted(len(loaded.refused), 'row')} left out:")
        for refused in loaded.refused[:LISTED]:
            write_line(f"    {_refused_words(refused)}")
        if len(loaded.refused) > LISTED:
            write_line(f"    and {len(loaded.refused) - LISTED:,} more; --json lists all.")


def _refused_words(refused: Refused) -> str:
    return f"{refused.where}: {refused.problem}. {refused.mend}."


def _print_more(number: int) -> None:
    if number > LISTED:
        say_error(f"  and {number - LISTED:,} more; --json lists all")


def _print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.table import Table

    table = Table(*head, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    make_console().print(table)
