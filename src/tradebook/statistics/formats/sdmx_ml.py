"""SDMX-ML (XML) data messages, generic and structure-specific, versions 2.0 to 3.1, read element by element.

https://github.com/sdmx-twg. pysdmx reads them too, but whole and into pandas; these files reach gigabytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from tradebook.errors import BadRecord
from tradebook.statistics.formats.codes import roles
from tradebook.statistics.formats.observations import NEEDED, Observation, rows
from tradebook.statistics.loading import Opening, Terms
from tradebook.statistics.opened import BREAKS, HALF, open_bytes
from tradebook.statistics.refusals import Refusals
from tradebook.statistics.row import Refused, Row

NAME = "SDMX-ML"
_MESSAGES = ("GenericData", "StructureSpecificData", "CompactData", "GenericTimeSeriesData", "UtilityData")
_FAULTS = ("Fault", "Error", "ErrorMessage", "faultstring")


def fits(opening: Opening) -> bool:
    """Whether the file begins as an XML message of SDMX, or as the error that a server sends instead."""
    start = opening.text[:4000].lstrip("\ufeff \r\n\t")
    named = any(f"{name}" in start for name in (*_MESSAGES, "StructureSpecificTimeSeriesData", "Fault", "<mes:Error"))
    return start.startswith("<") and not start[:200].casefold().startswith(("<html", "<!doctype html")) and named


def read(path: Path, terms: Terms) -> Iterator[Row | Refused]:
    """The trade figures of a message. Raises BadRecord for a server's error message and for a message that is no trade.

    Of a file that breaks off, what came before is kept and the break is refused."""
    refusals = Refusals(path.name)
    yield from rows(_observations(path, refusals), terms, refusals)
    yield from refusals.listed()


def _observations(path: Path, refusals: Refusals) -> Iterator[Observation]:
    from lxml import etree  # type: ignore[import-untyped]

    message = _Message(path.name)
    with closing(open_bytes(path)) as stream:
        events = etree.iterparse(
            stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
        )
        try:
            for event, element in events:
                if not isinstance(element.tag, str):
                    continue
                name = _local(element.tag)
                if event == "start":
                    message.opened(name, element)
                    continue
                yield from message.closed(name, element)
                if name in ("Series", "Obs", "Group"):
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            line = error.lineno or 0
            if not message.seen:
                raise BadRecord(path.name, f"the XML is broken ({error.msg})", HALF, line or None) from None
            refusals.add(
                f"{path.name}, line {line}", f"the XML breaks off ({error.msg}); what came before is kept", HALF
            )
        except BREAKS as error:
            refusals.add(path.name, f"the packed file is broken ({error}); what came before is kept", HALF)


class _Message:
    """What is known while a message goes by: dataflow, attributes of the data set, its groups and the open series."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._flows: dict[str, str] = {}
        self._structure: str | None = None
        self._flow = ""
        self._sender = ""
        self._set: dict[str, str] = {}
        self._groups: list[tuple[dict[str, str], dict[str, str]]] = []
        self._series: dict[str, str] = {}
        self._in_series = False
        self.seen = False
        self._checked = False

    def opened(self, name: str, element: Any) -> None:
        """The start of an element; its attributes are there, its contents are not."""
        if name == "Structure" and element.get("structureID"):
            self._structure = element.get("structureID")
            if element.get("namespace"):
                self._flows.setdefault(self._structure or "", element.get("namespace"))
        elif name == "DataSet":
            given = {_local(key): value for key, value in element.attrib.items()}
            self._flow = self._flows.get(given.get("structureRef", ""), next(iter(self._flows.values()), self._flow))
            self._set = {key: value for key, value in given.items() if key.casefold() in roles()}
            self._groups = []
        elif name == "Series":
            self._in_series = True
            self._series = {_local(key): value for key, value in element.attrib.items()}

    def closed(self, name: str, element: Any) -> Iterator[Observation]:
        """The end of an element: an observation, or what all that follow have in common."""
        if name == "Ref" and self._structure is not None and element.get("agencyID"):
            told = f"{element.get('agencyID')}:{element.get('id')}({element.get('version') or ''})"
            self._flows[self._structure] = told
        elif name == "StructureUsage" and self._structure is not None and (element.text or "").strip():  # version 3.0
            self._flows[self._structure] = element.text.strip()
        elif name == "Sender":
            self._sender = element.get("id") or ""
        elif name in ("DataSetID", "KeyFamilyRef", "KeyFamilyID") and element.text:  # version 2.0
            self._flow = f"{self._sender}:{element.text.strip()}"
        elif name == "URN" and self._structure is not None and element.text:
            self._flows[self._structure] = element.text.strip()
        elif name in ("SeriesKey", "Attributes") and self._in_series and _parent(element) == "Series":
            self._series |= _values(element)
        elif name == "Group":
            self._groups.append((_flat(element), {}))
        elif name == "Obs":
            yield self._observation(element)
        elif name == "Series":
            self._in_series = False
            self._series = {}
        elif name in _FAULTS and not self.seen and _parent(element) in ("", "Body", "Envelope"):
            text = " ".join(" ".join(element.itertext()).split())[:300]
            raise BadRecord(
                self._file, f"it is a server's error message: {text}", "Mend the request and fetch it again"
            )

    def _observation(self, element: Any) -> Observation:
        self.seen = True
        told = {**self._set, **self._series, **_flat(element)}
        for shared, _ in self._groups:
            common = [key for key in shared if key in told and not _is_attribute(key)]
            if common and all(shared[key] == told[key] for key in common):
                told = {**shared, **told}
        found: dict[str, str] = {"dataflow": self._flow}
        pins: list[tuple[str, str]] = []
        for name, value in told.items():
            role = roles().get(name.casefold())
            if role == "pin":
                pins.append((name, value))
            elif role is not None and role != "dataflow":
                found.setdefault(role, value)
        if not self._checked:
            self._check(found, told)
        return Observation(f"{self._file}, line {element.sourceline}", found, tuple(pins))

    def _check(self, found: dict[str, str], told: dict[str, str]) -> None:
        self._checked = True
        missing = [role for role in NEEDED if role not in found and role != "value"]
        if missing:
            problem = f"nothing tells the {' and the '.join(missing)} (its dimensions are {', '.join(told)})"
            raise BadRecord(self._file, problem, "It is no table of trade between countries that Tradebook can read")


def _is_attribute(name: str) -> bool:
    return roles().get(name.casefold()) in ("multiplier", "unit", "status", "confidential", "updated", "valuation")


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _parent(element: Any) -> str:
    parent = element.getparent()
    return "" if parent is None else _local(parent.tag)


def _values(element: Any) -> dict[str, str]:
    """The `Value` children of a generic key or of attributes ("concept" in version 2.0)."""
    found = {}
    for child in element:
        if isinstance(child.tag, str) and _local(child.tag) == "Value":
            name = child.get("id") or child.get("concept")
            if name:
                found[name] = child.get("value") or ""
    return found


def _flat(element: Any) -> dict[str, str]:
    """An observation or group by its names, in either form."""
    found = {_local(key): value for key, value in element.attrib.items()}
    for child in element:
        name = _local(child.tag) if isinstance(child.tag, str) else ""
        if name == "ObsDimension":
            found[child.get("id") or "TIME_PERIOD"] = child.get("value") or ""
        elif name == "Time":
            found["TIME_PERIOD"] = child.text or ""
        elif name == "ObsValue":
            found["OBS_VALUE"] = child.get("value") or ""
        elif name in ("ObsKey", "Attributes", "GroupKey"):
            found |= _values(child)
    return found
