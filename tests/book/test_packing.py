"""Packed texts: what comes out is what went in, and the dictionary of every book stays as it is."""

from __future__ import annotations

import hashlib
from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from bench.press import Press
from tradebook.book.packing import pack, unpack
from tradebook.statement import to_json


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_went_in_comes_out(text: str) -> None:
    assert unpack(pack(text)) == text


@given(st.binary())
def test_damaged_bytes_are_an_empty_text_or_another(packed: bytes) -> None:
    assert isinstance(unpack(packed), str)
    assert unpack(b"") == unpack(b"\x02x") == unpack(pack("x")[:-2] + b"\xff\xff\xff") == ""


def test_a_statement_takes_a_third_of_its_room_at_most() -> None:
    press = Press(seed=4).reports(100)
    lines = [to_json(s).decode() for _ in range(20) for s in next(press)[1].statements]
    assert sum(len(pack(line)) for line in lines) < sum(map(len, lines)) / 3


def test_the_dictionary_is_never_edited() -> None:
    """Every book is packed against it; a better one is a file of its own."""
    known = (files("tradebook.book") / "tables" / "packing_1.txt").read_bytes()
    assert hashlib.sha256(known).hexdigest() == "5225164592f8b1585c86dc1e0223005fb4adde6d7f65d563a5eed101ae3dc98b"
