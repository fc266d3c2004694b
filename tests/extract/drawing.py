"""The countries that grids of wordings draw from."""

from __future__ import annotations

from typing import NamedTuple


class Country(NamedTuple):
    """`town` is one that is no capital; "" where no grid asks for it, as for `capital`."""

    name: str
    adjective: str
    code: str
    town: str = ""
    capital: str = ""


_KNOWN = {
    country.name: country
    for country in (
        Country("Australia", "Australian", "AUS", "", "Canberra"),
        Country("Azerbaijan", "Azerbaijani", "AZE", "Ganja", "Baku"),
        Country("Belarus", "Belarusian", "BLR", "Gomel", "Minsk"),
        Country("Chile", "Chilean", "CHL", "Concepcion", "Santiago"),
        Country("Egypt", "Egyptian", "EGY", "Alexandria", "Cairo"),
        Country("Georgia", "Georgian", "GEO", "", "Tbilisi"),
        Country("Ghana", "Ghanaian", "GHA", "Kumasi", "Accra"),
        Country("Japan", "Japanese", "JPN", "", "Tokyo"),
        Country("Jordan", "Jordanian", "JOR", "", "Amman"),
        Country("Kazakhstan", "Kazakh", "KAZ", "Kostanay", "Astana"),
        Country("Kenya", "Kenyan", "KEN", "Nakuru", "Nairobi"),
        Country("Mongolia", "Mongolian", "MNG", "Erdenet", "Ulaanbaatar"),
        Country("Norway", "Norwegian", "NOR", "Bergen", "Oslo"),
        Country("Peru", "Peruvian", "PER", "Arequipa", "Lima"),
        Country("Poland", "Polish", "POL", "Lublin", "Warsaw"),
        Country("Russia", "Russian", "RUS", "", "Moscow"),
        Country("Serbia", "Serbian", "SRB", "Novi Sad", "Belgrade"),
        Country("Turkey", "Turkish", "TUR", "Konya", "Ankara"),
        Country("Uzbekistan", "Uzbek", "UZB", "Samarkand", "Tashkent"),
        Country("Vietnam", "Vietnamese", "VNM", "Haiphong", "Hanoi"),
        Country("Zambia", "Zambian", "ZMB", "Ndola", "Lusaka"),
    )
}


def countries(*names: str) -> tuple[Country, ...]:
    """The countries of these names, in their order, which decides what a seed draws."""
    return tuple(_KNOWN[name] for name in names)
