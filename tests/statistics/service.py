"""A server on loopback that speaks the answers of UN Comtrade: recorded shapes, our own values.

It filters its records by the parameters of a call and cuts the answer off at the cap without a word, as the real one
does. Faults that a test puts into `faults` are played one a call before it answers.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

KEY = "a-key-of-the-tests"
Record = dict[str, Any]


@dataclass
class Fault:
    """How one call fails: a status with a body and headers; `half` breaks the answer off; `drop` answers nothing."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    half: bool = False
    drop: bool = False


def too_many(seconds: str | None = "3") -> Fault:
    words = {"statusCode": 429, "message": "Rate limit is exceeded. Try again in 3 seconds."}
    return Fault(429, json.dumps(words).encode(), {} if seconds is None else {"Retry-After": seconds})


def record(**values: Any) -> Record:
    """A record as UN Comtrade sends it, with `values` over those of Azerbaijan's exports to Belarus in 2021."""
    made: Record = {
        "typeCode": "C", "freqCode": "A", "refPeriodId": 20210101, "refYear": 2021, "refMonth": 52, "period": "2021",
        "reporterCode": 31, "reporterISO": None, "reporterDesc": None, "flowCode": "X", "flowDesc": None,
        "partnerCode": 112, "partnerISO": None, "partnerDesc": None, "partner2Code": 0, "partner2ISO": None,
        "partner2Desc": None, "classificationCode": "H5", "classificationSearchCode": "HS",
        "isOriginalClassification": True, "cmdCode": "TOTAL", "cmdDesc": None, "aggrLevel": 0, "isLeaf": False,
        "customsCode": "C00", "customsDesc": None, "mosCode": "0", "motCode": 0, "motDesc": None, "qtyUnitCode": -1,
        "qtyUnitAbbr": None, "qty": 0, "isQtyEstimated": False, "altQtyUnitCode": -1, "altQtyUnitAbbr": None,
        "altQty": 0, "isAltQtyEstimated": False, "netWgt": 0, "isNetWgtEstimated": False, "grossWgt": 0,
        "isGrossWgtEstimated": False, "cifvalue": None, "fobvalue": None, "primaryValue": 1000.5,
        "legacyEstimationFlag": 4, "isReported": False, "isAggregate": True,
    }  # fmt: skip
    made.update(values)
    if "fobvalue" not in values and "cifvalue" not in values:
        side = "cifvalue" if made["flowCode"] in ("M", "RM") else "fobvalue"
        made[side] = made["primaryValue"]
    return made


def note(reporter: int, period: int, published: str, **values: str) -> Record:
    """A dataset's entry of getMetadata with one publication."""
    told = {
        "publicationDate": f"{published}T00:00:00", "currency": "XTS", "tradeSystem": "General Trade System",
        "exportValuation": "FOB", "importValuation": "CIF", "importConvFactor": "0.5", "classificationCode": "H5",
    } | values  # fmt: skip
    return {"reporterCode": reporter, "period": period, "typeCode": "C", "freqCode": "A", "notes": [told]}


class Clock:
    """A clock that only waiting moves."""

    def __init__(self) -> None:
        self.time = 0.0
        self.waits: list[float] = []

    def monotonic(self) -> float:
        return self.time

    def now(self) -> datetime:
        return datetime(2024, 3, 1, tzinfo=UTC) + timedelta(seconds=self.time)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds


class Comtrade:
    """The server's records, notes and faults, and what it was asked."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.notes: list[Record] = []
        self.faults: list[Fault] = []
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.headers: list[dict[str, str]] = []
        self.open_cap, self.keyed_cap = 500, 250_000
        self.base = ""

    def answer(self, path: str, asked: dict[str, str], key: str | None) -> tuple[int, bytes]:
        keyed = path.startswith("/data/")
        if keyed and key != KEY:
            words = "Access denied due to invalid subscription key."
            return 401, json.dumps({"statusCode": 401, "message": words}).encode()
        if "getMetadata" in path:
            found = [one for one in self.notes if _matches(one, asked, ("reporterCode", "period"))]
        else:
            found = [one for one in self.records if _matches(one, asked, _FILTERS) and _of_class(one, asked)]
            found = [one for one in found if one["freqCode"] == path.split("/")[-2]]
        found = found[: self.keyed_cap if keyed else self.open_cap]
        return 200, json.dumps({"elapsedTime": f"{len(self.calls)} secs", "count": len(found), "data": found}).encode()


_FILTERS = ("reporterCode", "partnerCode", "partner2Code", "flowCode", "period", "customsCode", "motCode")


def _matches(one: Record, asked: dict[str, str], fields: tuple[str, ...]) -> bool:
    return all(name not in asked or str(one[name]) in asked[name].split(",") for name in fields)


def _of_class(one: Record, asked: dict[str, str]) -> bool:
    code = one["cmdCode"]
    return any(
        code == wanted or (wanted.startswith("AG") and code.isdigit() and len(code) == int(wanted[2:]))
        for wanted in asked["cmdCode"].split(",")
    )


@contextmanager
def running() -> Iterator[Comtrade]:
    """The server, on a free port."""
    comtrade = Comtrade()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            comtrade.calls.append((parts.path, asked))
            comtrade.headers.append({name.lower(): value for name, value in self.headers.items()})
            fault = comtrade.faults.pop(0) if comtrade.faults else None
            if fault is not None and fault.drop:
                self.close_connection = True
                return
            status, body = comtrade.answer(parts.path, asked, self.headers.get("Ocp-Apim-Subscription-Key"))
            if fault is not None and not fault.half:
                status, body = fault.status, fault.body
            self.send_response(status)
            for name, value in (fault.headers if fault else {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if fault is not None and fault.half else body)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    comtrade.base = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        with patch.dict(os.environ, {"NO_PROXY": "127.0.0.1"}):  # whatever stands between this machine and the world
            yield comtrade
    finally:
        server.shutdown()
        server.server_close()
