"""A report in the making: what the readers of the forms hand to `read_reports`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from tradebook.errors import InputError
from tradebook.report import Report, make_report
from tradebook.sources.header import Head, read_head
from tradebook.sources.outlets import outlet_of_address

Refuse = Callable[[InputError], None]
NO_DATE = "no date"


class Defaults(Struct, frozen=True):
    """What the user says of all the reports of a call: the day of publication and the outlet. The user's word wins."""

    published: date | None = None
    outlet: str | None = None


class Draft(Struct):
    """The text, what its source said of it, and where it came from.

    `headline_in_text` is set for text files, where a line that stands alone above the story is its headline; records
    and pages have a field for it, and their first short line may be a row of figures.
    """

    text: str
    head: Head
    source: str
    headline_in_text: bool = False


def finish(draft: Draft, defaults: Defaults) -> Report:
    """The report: what its source said, then what the head of its text says where the source said nothing.

    `defaults` are set over both; where they change what the report says, a note tells it.
    """
    head = draft.head
    read_head(draft.text, head, title_wanted=draft.headline_in_text)
    if head.outlet is None and head.url is not None:
        head.outlet = outlet_of_address(head.url)
    if defaults.published is not None:
        if head.published not in (None, defaults.published):
            head.notes.append(f"published {head.published} in the report, set to {defaults.published}")
        head.published = defaults.published
    if defaults.outlet is not None:
        if head.outlet not in (None, defaults.outlet):
            head.notes.append(f"outlet '{head.outlet}' in the report, set to '{defaults.outlet}'")
        head.outlet = defaults.outlet
    if head.published is None:
        head.notes.append(NO_DATE)
    return make_report(
        draft.text,
        title=head.title,
        published=head.published,
        outlet=head.outlet,
        url=head.url,
        language=head.language,
        source=draft.source,
        byline=head.byline,
        body_start=head.body_start,
        notes=tuple(dict.fromkeys(head.notes)),
    )
