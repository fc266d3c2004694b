"""The list of commands. Only their names and one line of help stand here; the modules are imported when called."""

from __future__ import annotations

from cyclopts import App

from tradebook import __version__

# name -> its one line in `tradebook --help`; the command is the function `run` of the module of that name
COMMANDS = {
    "extract": "Print the statements of reports as JSON Lines; no book is touched.",
    "read": "Read reports into the book.",
    "show": "Show what the book says on two countries, a company or a good.",
    "search": "Search the statements of the book by words and slots.",
    "explain": "Show where a statement or a fact comes from and how it was read.",
    "copies": "List reports printed again, sentences that reports repeat, and what outlets took back.",
    "merge": "Say that facts are one which the book keeps apart.",
    "split": "Say that a statement does not belong to its fact.",
    "pins": "List what people merged and split, or take it back.",
    "check": "Check the figures of the book.",
    "checks": "List what is checked, with explanations and examples.",
    "brief": "Write the two-page brief on two countries.",
    "promises": "List what was planned, targeted or expected, and what became of it.",
    "who": "Show the page of a company, body or person: all spellings, what it did and said.",
    "names": "List the companies, bodies and people of the book, or say which names are one.",
    "correct": "Say that a statement is wrong or right, or give the right value of a slot.",
    "corrections": "List what people corrected, or take a correction back.",
    "forget": "Remove a report's text, a report or a person's name from the book, on request.",
    "figure": "Say the official figure of a flow, the other side's, and why they differ.",
    "mirror": "Show both countries' official figures of their trade year by year.",
    "alternatives": "Rank the markets for a good once others have closed.",
    "audit": "Say how much of each deal can have been delivered, by official trade.",
    "note": "Write down what you found out about a promise.",
    "export": "Write the book's statements as JSON Lines or CSV, or its verdicts as ClaimReview.",
    "verify": "Check the book itself: every evidence, id and link.",
    "evaluate": "Score the reading against cases: precision, recall and F1.",
    "schema": "Print the JSON Schema of the statement.",
}

# name -> its line, what its own help adds, and its own commands with their lines; each is the function of that name
# in the module of the group's
GROUPS = {
    "statistics": (
        "Fetch, load, list and forget official figures; rates of exchange.",
        "UN Comtrade is asked without a key, 500 figures an answer; a free key from comtradedeveloper.un.org goes into "
        "TRADEBOOK_COMTRADE_KEY.",
        {
            "pull": "Fetch what two countries report on their trade from UN Comtrade.",
            "load": "Load files of official figures: UN Comtrade, BACI, SDMX, Eurostat, IMF, national bulletins.",
            "list": "List what was loaded, from whom and on what licence.",
            "forget": "Remove loads of official figures.",
            "rates": "Keep or list rates of exchange.",
        },
    ),
}

HELP = (
    "Reads the trade press and keeps the book on it: what two countries trade, sign, build and promise, "
    "each claim with its sentence and who said it."
)
EPILOGUE = (
    "A country is given by name or code: Belarus, BY, BLR. The book is named by --book or TRADEBOOK_BOOK "
    "(a file or a database's address); without either it is a file in your data folder."
)


_TAKEN = ("list",)  # names that Python has a use for: the function ends in a stroke


def make_app() -> App:
    """The application, with every command registered by its import path."""
    app = App(
        name="tradebook",
        help=HELP,
        help_epilogue=EPILOGUE,
        help_format="plaintext",
        version=__version__,
        suppress_keyboard_interrupt=False,
    )
    for name, line in COMMANDS.items():
        app.command(f"tradebook.cli.{name}:run", name=name, help=line, help_epilogue="")
    for group, (line, more, commands) in GROUPS.items():
        made = App(name=group, help=line, help_epilogue=more, help_format="plaintext", version_flags=())
        for name, words in commands.items():
            path = f"tradebook.cli.{group}:{name}{'_' if name in _TAKEN else ''}"
            made.command(path, name=name, help=words, help_epilogue="")
        app.command(made)
    return app
