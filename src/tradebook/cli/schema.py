"""`tradebook schema`: the JSON Schema of a statement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from tradebook.cli.console import flush, write_bytes
from tradebook.cli.outputs import open_output


def run(
    *,
    output: Annotated[
        Path | None, Parameter(name=["--output", "-o"], help="Write it to this file instead of standard output.")
    ] = None,
) -> int:
    """Print the JSON Schema (2020-12) of the statement, the line that `tradebook extract` prints."""
    text = schema_text()
    if output is None:
        write_bytes(text.encode())
        flush()
    else:
        with open_output(output) as file:
            file.write(text.encode())
    return 0


def schema_text() -> str:
    """The schema as it stands in docs/statement.schema.json."""
    from tradebook.statement import json_schema

    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
