"""What `resolve` accepts and what it refuses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradebook.goods import GoodTerm, modifiers, resolve, terms, valid

WORDS = {word for good in terms()[::7] for word in good.form.split()} | modifiers() | {"of", "for", "and", "parts"}
PHRASES = st.lists(st.sampled_from(sorted(WORDS)), max_size=6).map(" ".join)
# The first example of a test loads the tables and the nomenclature; a deadline would make it fail by chance.
ANY_TIME = settings(deadline=None)


@ANY_TIME
@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    good = resolve(text)
    assert good is None or (good.codes and all(valid(code) for code in good.codes))


@ANY_TIME
@given(PHRASES)
def test_any_mix_of_known_words_gives_valid_codes_or_none(phrase: str) -> None:
    good = resolve(phrase)
    if good is not None:
        assert good.codes
        assert all(valid(code) for code in good.codes)
        assert 0 < good.confidence <= 1
        assert len(set(good.codes)) == len(good.codes)


def test_every_form_resolves_to_its_own_codes() -> None:
    found = {good.form: resolve(good.form) for good in terms()}
    assert [good.form for good in terms() if (mine := found[good.form]) is None or mine.codes != good.codes] == []


@ANY_TIME
@given(st.sampled_from(terms()), st.text(alphabet="bcdfghjklmnpqrstvwxz", min_size=9, max_size=12))
def test_an_unknown_word_before_or_after_is_never_guessed(good: GoodTerm, unknown: str) -> None:
    assert resolve(f"{unknown} {good.form}") is None
    assert resolve(f"{good.form} {unknown}") is None


@pytest.mark.parametrize(
    ("phrase", "codes"),
    [
        ("The various types of wheat", ("1001",)),
        ("  FRESH,  chilled   Tomatoes. ", ("0702",)),
        ("fresh and chilled tomatoes", ("0702",)),
        ("Turkish‑type apricots", ("080910",)),
        ("children’s toys", ("9503",)),
        ("spare parts for tractors", ("8708",)),
        ("parts and accessories of tractors", ("8708",)),
        ("articles of leather", ("42",)),
        ("frozen beef", ("0202",)),
        ("fresh beef", ("0201",)),
        ("live salmon", ("0301",)),
        ("wood products", ("44",)),
        ("dried mangoes", ("080450",)),
        ("cucumber seeds", ("120991",)),
        ("peach juice", ("2009",)),
        ("live fish fillets", None),
        ("parts of", None),
        ("of wheat", None),
        ("parts of wheat", None),
        ("and tomatoes", None),
        ("tomatoes and", None),
        ("fresh", None),
        ("", None),
        ("-", None),
        ("wheat " * 20, None),
    ],
)
def test_phrase(phrase: str, codes: tuple[str, ...] | None) -> None:
    good = resolve(phrase)
    assert (good.codes if good else None) == codes


def test_confidence_falls_with_each_step_from_the_terms_own_words() -> None:
    whole, shifted, composed = resolve("tomatoes"), resolve("frozen tomatoes"), resolve("tomato seeds")
    assert whole and shifted and composed
    assert whole.confidence > shifted.confidence > composed.confidence


def test_ambiguous_words_stay_so_until_described() -> None:
    oil, refined = resolve("oil"), resolve("refined oil")
    assert oil and oil.ambiguous
    assert refined and not refined.ambiguous and refined.codes == ("2710",)
