"""Makes the README picture of a brief: python -m tests.tools.brief_picture brief.html docs/brief.png"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.tools.browser import Browser

FIRST_PAGE = "<body style='padding: 0; background: #fff'>"


def main(brief: str, picture: str) -> None:
    """Photographs the first page of the HTML file `brief` into the PNG file `picture`."""
    html = Path(brief).read_text(encoding="utf-8").replace("<body>", FIRST_PAGE)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, encoding="utf-8")
        Browser().photograph(page, Path(picture).resolve(), width=850, height=1122, scale=1)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
