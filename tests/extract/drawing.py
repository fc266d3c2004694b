"""The countries that grids of wordings draw from."""

from __future__ import annotations

from typing import NamedTuple


class Country(NamedTuple):
    """`town` is one that is no capital; "" where no grid asks for it."""

    name: str
    adjective: str
    code: str
    town: str = ""


_KNOWN = {
    country.name: country
    for country in (
        Country("Australia", "Australian", "AUS"),
        Country("Azerbaijan", "Azerbaijani", "AZE", "Ganja"),
        Country("Belarus", "Belarusian", "BLR", "Gomel"),
        Country("Chile", "Chilean", "CHL", "Concepcion"),
        Country("Egypt", "Egyptian", "EGY", "Alexandria"),
        Country("Georgia", "Georgian", "GEO"),
        Country("Ghana", "Ghanaian", "GHA", "Kumasi"),
        Country("Japan", "Japanese", "JPN"),
        Country("Jordan", "Jordanian", "JOR"),
        Country("Kazakhstan", "Kazakh", "KAZ", "Kostanay"),
        Country("Kenya", "Kenyan", "KEN", "Nakuru"),
        Country("Mongolia", "Mongolian", "MNG"),
        Country("Norway", "Norwegian", "NOR"),
        Country("Peru", "Peruvian", "PER"),
        Country("Poland", "Polish", "POL", "Lublin"),
        Country("Russia", "Russian", "RUS"),
        Country("Serbia", "Serbian", "SRB", "Novi Sad"),
        Country("Turkey", "Turkish", "TUR", "Konya"),
        Country("Uzbekistan", "Uzbek", "UZB", "Samarkand"),
        Country("Vietnam", "Vietnamese", "VNM", "Haiphong"),
        Country("Zambia", "Zambian", "ZMB"),
    )
}


def countries(*names: str) -> tuple[Country, ...]:
    """The countries of these names, in their order, which decides what a seed draws."""
    return tuple(_KNOWN[name] for name in names)
