"""Packed texts: what comes out is what went in, and the dictionary of every book stays as it is."""

from __future__ import annotations

import hashlib
import zlib
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.press import Press
from tradebook.book.packing import pack, unpack
from tradebook.statement import to_json


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_went_in_comes_out(text: str) -> None:
    assert unpack(pack(text)) == text


@given(st.sampled_from([b"", b"\x01", b"\x02", b"\x02(\xb5/\xfd"]), st.binary())
def test_damaged_bytes_are_an_empty_text_or_another(head: bytes, rest: bytes) -> None:
    assert isinstance(unpack(head + rest), str)
    assert unpack(b"") == unpack(b"\x02x") == unpack(pack("x")[:-2] + b"\xff\xff\xff") == ""


def test_what_earlier_versions_packed_is_read() -> None:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15, 8, zlib.Z_DEFAULT_STRATEGY, _table("packing_1.txt"))
    assert unpack(b"\x01" + packer.compress("Kenya’s tea".encode()) + packer.flush()) == "Kenya’s tea"


def test_threads_pack_and_unpack_beside_each_other() -> None:
    texts = [f"{k} tonnes of tea " * k for k in range(200)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: unpack(pack(text)), texts)) == texts


def test_a_statement_takes_a_third_of_its_room_at_most() -> None:
    press = Press(seed=4).reports(100)
    lines = [to_json(s).decode() for _ in range(20) for s in next(press)[1].statements]
    assert sum(len(pack(line)) for line in lines) < sum(map(len, lines)) / 3


def _table(name: str) -> bytes:
    return (files("tradebook.book") / "tables" / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("packing_1.txt", "5225164592f8b1585c86dc1e0223005fb4adde6d7f65d563a5eed101ae3dc98b"),
        ("packing_2.zdict", "3f73501eb7944b9ed8101c954d626c49308b09af82d10e1a5ed8d5691865831b"),
    ],
)
def test_the_dictionary_is_never_edited(name: str, digest: str) -> None:
    """Every book is packed against it; a better one is a file of its own."""
    assert hashlib.sha256(_table(name)).hexdigest() == digest
