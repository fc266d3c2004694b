"""The one good that a report is about: what is weighed without a word on its goods is of that ("Customs figures show
that imports fell to 50,000 tonnes", under a headline on sugar)."""

from __future__ import annotations

from tradebook.extract.items import Sentence
from tradebook.extract.kinds.flows.crops import same_goods
from tradebook.extract.kinds.phrases import good_of
from tradebook.statement import Good


def theme_of(sentences: list[Sentence]) -> tuple[Good, ...]:
    """The good of the headline, or of the first sentence where that is none; () where there are several or none."""
    headed = bool(sentences) and sentences[0].headline
    for k, sentence in enumerate(sentences[: 1 + headed]):
        found = _goods_named(sentence)
        if found and not all(same_goods(found[:1], (other,)) for other in found):
            return ()
        if found and headed and k == 0:  # in the story's spelling, where it names the same
            behind = _goods_named(sentences[1]) if len(sentences) > 1 else ()
            return next(((good,) for good in behind if same_goods(found[:1], (good,))), found[:1])
        if found:
            return found[:1]
    return ()


def weighs_the_theme(here: Sentence, before: Sentence | None, theme: tuple[Good, ...]) -> bool:
    """Whether a sentence tells a weight or volume, and neither it nor the one before names another good."""
    if not theme or "QTY" not in here.kinds or "AMT" in here.kinds:
        return False
    if not all(item.value.unit.isupper() for item in here.items if item.kind == "QTY"):
        return False  # "5,000 cars"
    named = [*_goods_named(here), *(_goods_named(before) if before is not None else ())]
    return all(same_goods(theme, (other,)) for other in named)


def _goods_named(sentence: Sentence) -> tuple[Good, ...]:
    return tuple(good_of(item) for item in sentence.whole or sentence.items if item.kind == "GOOD")
