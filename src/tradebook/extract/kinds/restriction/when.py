"""When a restriction holds: its date, its status with the stance, nearest to the act."""

from __future__ import annotations

from datetime import date

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.timing import begun, dates, lies_ahead, period_at
from tradebook.extract.kinds.phrases import kind_at, lower_at

LIFTED = "lifted"


def finish(draft: Draft, act: int, start: int, end: int, status: str, *, ahead: bool) -> None:
    """Put date, status and stance. A lifting to come is `lifted`, one that is only planned: the stance says so."""
    sentence = draft.sentence
    items = sentence.items
    end = next((k for k in range(act + 1, end) if items[k].lower in _CAUSES or _opens(items, k)), end)
    if items[act].cue("restr_act") == "in force" and lower_at(items, act - 1) not in _BEING:
        # "the mission on May 3 comes after the US imposed duties": the day is the mission's
        start = next((k for k in range(act - 1, start, -1) if items[k].lower in _FOLLOWING), start)
    behind = next((k for k in range(act - 1, start, -1) if items[k].lower in _AFTER), start)
    if any(item.kind in {"AMT", "QTY", "PCT"} for item in items[start:behind]):
        start = behind  # "exports fell 5% in September after Washington imposed a tariff": the time of the fall
    found = [
        k
        for k in dates(sentence, start, end)
        if lower_at(items, k - 1) not in {"until", "till", "through", "by"}
        and not (lower_at(items, k - 1) == "to" and items[act].lower.startswith(("extend", "prolong")))
        and items[k].value.cue not in {"until", "by"}
        and not _of_another(items, k, act, start)
        and not (ahead and _of_decision(items, k))
        and not (status == LIFTED and (_began(items, k, act) or _dates_from(items, k)))
    ]
    if found:
        when = min(found, key=lambda k: k - act if k > act else (act - k) * 1.5 + (20 if _parted(items, k, act) else 2))
        coming = items[act].lower in COMING
        ahead = ahead and not _just_past(sentence, when)
        period = period_at(sentence, when, ahead=ahead or nears(sentence, when, coming=coming))
        period = begun(period)
        ahead = ahead or (coming and lies_ahead(sentence, period))
        draft.put("date", period, items[when])
        if ahead and period.end and sentence.today and period.end < sentence.today:
            ahead = False
        elif status == LIFTED and lies_ahead(sentence, period):
            ahead = True
    if ahead and status != LIFTED:
        status = "planned"
    draft.put("status", status, items[act])
    draft.stance = "planned" if ahead else "stated"


_AFTER = frozenset({"after", "because"})
_DECIDING = frozenset("decided decides agreed agrees voted resolved".split())


def _of_decision(items: list[Item], k: int) -> bool:
    """Whether the period at `k` is when something to come was decided: "on Wednesday decided to lift", "decided on
    Wednesday to lift"."""
    behind = k + 1 + (lower_at(items, k + 1) == ",")
    before = k - 1 - (lower_at(items, k - 1) == "on")
    named = items[before - 1 : before + 1]  # "on Wednesday, 26 February,"
    listed = lower_at(items, before) == "," and len(named) == 2 and named[0].kind == "PER"
    if listed:
        return _of_decision(items, before - 1) or lower_at(items, behind) in _DECIDING
    return lower_at(items, behind) in _DECIDING or lower_at(items, before) in _DECIDING


def _of_another(items: list[Item], k: int, act: int, start: int) -> bool:
    """Whether the period at `k` dates what is told before: "after raising duties in May, it banned ..."."""
    if k > act or lower_at(items, k + 1) != ",":
        return False
    return any(i.is_("restr_act") or i.is_("restr_do") for i in items[start:k])


def _began(items: list[Item], k: int, act: int) -> bool:
    """Whether the period at `k` is when the lifted restriction had begun: "in place since May 2014"."""
    before = k - 1 - (lower_at(items, k - 1) in {"in", "on"})
    if k > act and before >= 0 and items[before].cue("restr_act") == "in force":
        return True  # "lifted the ban imposed last week", "introduced in April"
    if any(items[j].cue("restr_act") == "in force" and lower_at(items, j - 1) == "since" for j in range(act + 1, k)):
        return True  # "has begun to remove restrictions since imposing them on March 13"
    if items[k].value.cue != "since" and lower_at(items, k - 1) != "since":
        return False
    return any(items[j].cue("restr_act") == "force" or items[j].lower in _STOOD for j in range(max(0, k - 5), k))


def _dates_from(items: list[Item], k: int) -> bool:
    """Whether a relative clause tells from when the lifted one was: "ended a ban that |dated from 2021|"."""
    return lower_at(items, k - 1) == "from" and lower_at(items, k - 2) in {"dated", "dates", "dating"}


_STOOD = frozenset({"been", "stood", "existed", "applied", "held"})


def _opens(items: list[Item], k: int) -> bool:
    """Whether a new clause with a subject of its own opens at `k`: ", and the ministry banned", "as it did in 2006"."""
    if lower_at(items, k) == "as" and lower_at(items, k + 2) in {"did", "had", "was"}:
        return True
    if lower_at(items, k) == "," and lower_at(items, k + 1) in {"which", "who"} and kind_at(items, k - 1) == "PLACE":
        return not any(i.is_("restr_act") or i.lower in COMING for i in items[k + 2 : k + 6])  # ", which sold it"
    if lower_at(items, k) == "and" and lower_at(items, k + 1) in {"will", "has", "also", "plans", "then"}:
        return any(items[j].is_("restr_act") or items[j].is_("restr_do") for j in range(k + 2, min(len(items), k + 5)))
    if lower_at(items, k) != "," or lower_at(items, k + 1) not in {"and", "but"}:
        return False
    return any(items[j].is_("restr_act") or items[j].is_("restr_do") for j in range(k + 2, min(len(items), k + 9)))


_FOLLOWING = frozenset({"following", "despite", "amid"})
_BEING = frozenset({"was", "were", "been"})
_BEGINNING = frozenset("effective from starting beginning".split())


def _just_past(sentence: Sentence, k: int) -> bool:
    """Whether a day without a year was a few weeks ago at the most: "decided to impose duties from April 11", told on
    April 13."""
    mention, today = sentence.items[k].value, sentence.today
    if today is None or mention.ahead is None or mention.ahead.start is None or mention.period.start is None:
        return False
    if len(mention.period.edtf or "") != 10 or lower_at(sentence.items, k - 1) not in {"from", "since"}:
        return False
    gone = (date.fromisoformat(today) - date.fromisoformat(mention.period.start)).days
    return 0 <= gone < 31 and mention.ahead.start > today and "will" not in sentence.lowers


COMING = frozenset(
    "takes effect|take effect|comes into force|comes into effect|come into force|come into effect|enters into force|"
    "enter into force|goes into effect|go into effect|rises|falls|expires".split("|")
)


def nears(sentence: Sentence, k: int, *, coming: bool) -> bool:
    """Whether "effective October 1", or the day on which something "takes effect", is nearer to the day of the report
    as a day to come."""
    mention, today = sentence.items[k].value, sentence.today
    later = mention.ahead
    if not (coming or lower_at(sentence.items, k - 1) in _BEGINNING) or today is None or later is None:
        return False
    if later.start is None or mention.period.start is None:
        return False
    now = date.fromisoformat(today)
    return date.fromisoformat(later.start) - now < now - date.fromisoformat(mention.period.start)


def _parted(items: list[Item], k: int, act: int) -> bool:
    """Whether "and" parts a date from an act behind it: another verb's date."""
    return any(items[j].lower == "and" for j in range(k + 1, act))


_CAUSES = frozenset("after because retaliation following amid despite response".split())
