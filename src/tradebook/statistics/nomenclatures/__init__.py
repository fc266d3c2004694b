"""Nomenclatures of goods, their editions, and countries that came and went: what makes two rows comparable."""

from tradebook.statistics.nomenclatures.countries import Lifetime, lifetime, lived
from tradebook.statistics.nomenclatures.editions import edition_in_force, editions
from tradebook.statistics.nomenclatures.moves import Move, comparable, moves
from tradebook.statistics.nomenclatures.to_hs import HsCode, to_hs

__all__ = [
    "HsCode",
    "Lifetime",
    "Move",
    "comparable",
    "edition_in_force",
    "editions",
    "lifetime",
    "lived",
    "moves",
    "to_hs",
]
