"""Places: how the press names countries, groups of countries, their parts and their cities; and lookups.

The tables in tables/ are ours and reviewed by hand; nothing is read before the first call.
"""

from tradebook.places.lookup import (
    alpha2,
    country,
    is_country_name,
    is_group,
    located,
    members,
    name,
    numeric,
    source_code,
)
from tradebook.places.words import Form, PlaceWord, not_places, words

__all__ = [
    "Form",
    "PlaceWord",
    "alpha2",
    "country",
    "is_country_name",
    "is_group",
    "located",
    "members",
    "name",
    "not_places",
    "numeric",
    "source_code",
    "words",
]
