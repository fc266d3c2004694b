"""What all tests share: where the repository is, and books in both kinds of database."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.tools import postgres
from tests.tools.databases import KINDS, Database, PostgresDatabases, SqliteFiles
from tradebook.book import Book, open_book

settings.register_profile("tradebook", deadline=None)  # a busy machine is no failure
settings.load_profile("tradebook")

ROOT = Path(__file__).resolve().parent.parent

_FOLDER = pytest.StashKey[Path]()  # where the run's PostgreSQL is


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def examples(root: Path) -> Path:
    """The folder of our own reports."""
    return root / "examples"


# The PostgreSQL of a run belongs to the process that was started first; the workers that it starts are told where.


def pytest_configure(config: pytest.Config) -> None:
    told = getattr(config, "workerinput", {}).get("postgres")
    config.stash[_FOLDER] = Path(told) if told else postgres.folder_of_run()
    # Nobody's own figures enter a test, which names its folder where it wants some.
    os.environ["TRADEBOOK_STATISTICS"] = str(ROOT / "tests" / "no statistics here")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    node.workerinput["postgres"] = str(node.config.stash[_FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgres.end(config.stash[_FOLDER])


@pytest.fixture(scope="session")
def postgres_server(request: pytest.FixtureRequest) -> Callable[[], postgres.Postgres]:
    """The run's PostgreSQL, started when it is called first. It comes with the dependencies of development, and is
    never left out: where it does not start, the tests that need it fail."""
    started: list[postgres.Postgres] = []

    def server() -> postgres.Postgres:
        if not started:
            worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
            started.append(postgres.Postgres(request.config.stash[_FOLDER], worker))
        return started[0]

    return server


@pytest.fixture(params=KINDS)
def database(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_server: Callable[[], postgres.Postgres]
) -> Iterator[Database]:
    """Makes addresses of books, `database.new()`: the test runs once on each kind of database."""
    made = SqliteFiles(tmp_path) if request.param == "sqlite" else PostgresDatabases(postgres_server)
    yield made
    made.close()


@pytest.fixture
def address(database: Database) -> str:
    """Where an empty book can be, on each kind of database."""
    return database.new()


@pytest.fixture
def book(address: str) -> Iterator[Book]:
    """An empty book, on each kind of database."""
    with open_book(address) as opened:
        yield opened
