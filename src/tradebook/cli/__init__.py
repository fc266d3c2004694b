"""The command line. One module a command, each imported only when it is called; `main` is all that others need."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

INTERRUPTED = 130  # what a shell reports for a command that Ctrl-C ended


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `tradebook` with `arguments` (default: the process's own); the exit code comes back.

    0 all went well; 1 a failure of the work (an input was refused, the book cannot be used); 2 wrong usage;
    130 interrupted. An expected failure is one message on standard error, never a traceback; a reader that closes
    the pipe (`| head`) ends the command quietly.
    """
    from tradebook.cli.console import PipeClosedError, let_go_of_output, ready_streams, say_error
    from tradebook.errors import TradebookError

    ready_streams()
    try:
        code = _run(sys.argv[1:] if arguments is None else list(arguments))
        sys.stdout.flush()
        return code
    except (BrokenPipeError, PipeClosedError):
        let_go_of_output()
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except TradebookError as error:
        say_error(str(error))
        return error.exit_code
    except RecursionError:
        say_error("an input nests too deeply to be read. Leave it out, or send it with a report of this problem.")
        return 1
    except OSError as error:
        say_error(_of_the_system(error))
        return 1


def _run(arguments: list[str]) -> int:
    from cyclopts import CycloptsError, UnusedCliTokensError

    from tradebook.cli.app import make_app
    from tradebook.cli.console import make_console, say_error

    # Ours ends quietly where nobody reads it; help is all that cyclopts prints to it, so it is made for help alone.
    console = make_console() if not arguments or not {"--help", "-h"}.isdisjoint(arguments) else None
    try:
        code = make_app()(
            arguments, console=console, exit_on_error=False, print_error=False, result_action="return_value"
        )
    except UnusedCliTokensError as error:
        words = " ".join(error.unused_tokens or ())
        say_error(f"{words}: more than this command takes. A name of several words stands in quotes: 'Saudi Arabia'")
        return 2
    except CycloptsError as error:
        say_error(" ".join(str(error).split()))
        return 2
    return code if isinstance(code, int) else 0


def _of_the_system(error: OSError) -> str:
    """A failure of the operating system in words: what it was about, and the system's own reason."""
    name = "" if error.filename is None else f"{os.fsdecode(error.filename)}: "
    return f"{name}{error.strerror or error}"
