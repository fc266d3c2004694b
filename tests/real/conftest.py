"""Where the real press lies, from TRADEBOOK_TEXTS (set by `make real TEXTS=path`)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def texts() -> Path:
    """The folder with reports/ and newswire/."""
    named = os.environ.get("TRADEBOOK_TEXTS")
    if not named:
        pytest.fail("no real press named: run `make real TEXTS=path`, or set TRADEBOOK_TEXTS")
    return Path(named)
