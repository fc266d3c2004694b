"""Words of the press -> codes of the Harmonized System, 2022 edition.

`terms` gives every form that the lexicon knows, for finding goods in a text; `resolve` reads one phrase and says
what it is or that it is not known; `describe` and `valid` ask the nomenclature. The tables beside this module
(lexicon, modifiers, shifts, plurals, spellings) hold all the words; docs for them are in `cases/goods/README.md`.
"""

from tradebook.goods.lexicon import GoodTerm, modifiers, terms
from tradebook.goods.nomenclature import HS_EDITION, describe, valid
from tradebook.goods.resolve import Resolved, resolve

__all__ = ["HS_EDITION", "GoodTerm", "Resolved", "describe", "modifiers", "resolve", "terms", "valid"]
