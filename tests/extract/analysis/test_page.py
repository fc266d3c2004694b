"""What stands around a story, and the type that it is set in: what is left out, and what is not."""

from __future__ import annotations

import pytest

from tradebook.extract.analysis import analyse
from tradebook.extract.datelines import dateline_end
from tradebook.extract.furniture import without_furniture
from tradebook.extract.lettering import plain
from tradebook.report import make_report

STORY = "Exports of the country rose by 5 percent in 2023, the customs office said."


@pytest.mark.parametrize(
    "dateline",
    [
        "GENEVA — ",
        "GENEVA—",
        "NEW DELHI: ",
        "Singapore (ABC) -- ",
        "LONDON, June 20 (Newswire) - ",
        "TASHKENT, 20 June. /Agency/. ",
        "BAKU / Trend / ",
        "ISLAMABAD (APP) ",
        "DUBAI, United Arab Emirates -- ",
        "WICHITA, Kan. — ",
        "BELGRADE (Serbia), July 31 (Sava Business News) – ",
        "KYIV/HAMBURG, Nov 26 (Halyard News) - ",
        "YEREVAN, MARCH 14, ARAGATSPRESS. ",
        "ASTANA. KAZINFO - ",
        "QUITO June 10 ",
        "SUMY, March 2 - ",
        "20 June, Tokyo — ",
        "June 20 (AFP) — ",
        "[TOKYO] ",
        "",
    ],
)
def test_a_dateline_is_told_from_the_story(dateline: str) -> None:
    text = dateline + STORY
    assert text[: dateline_end(text, 0, len(text))] == dateline


@pytest.mark.parametrize(
    "text",
    [
        "Moscow – Beijing trade rose by 5 percent in 2023, the customs office said.",
        "Gujarat: exports rose by 5 percent in 2023, the customs office of the state said.",
        "KENYA: Exports rose by 5 percent in 2023, the customs office of the country said.",
        "U.S. corn exports to Algeria totaled $38 million in calendar year 2023.",
        "Paris Club creditors agreed to a deal with the country in 2023.",
        "May exports rose by 5 percent to 12 billion, the customs office said.",
        "OPEC (Organization of the Petroleum Exporting Countries) - which met in Vienna - said so.",
        "Baku: $5 million.",
    ],
)
def test_other_openings_are_none(text: str) -> None:
    assert dateline_end(text, 0, len(text)) == 0


@pytest.mark.parametrize(
    "line",
    [
        "Read also: Chile's exports to Peru rise 5%",
        "READ MORE Chile's exports to Peru rise 5%",
        "Related stories\nChile buys 5,000 tonnes of wheat from Peru\n- Peru bans imports of poultry from Chile",
        "Photo: Newswire",
        "FILE PHOTO: Trucks queue at a border post in Peru. REUTERS/A. Karimova",
        "Workers pack grapes for export in Peru last month. (Photo: Newswire)",
        "Updated 20 June 2024, 14:05 GMT",
        "June 20, 2024 | 3 min read",
        "By Maria Lindqvist in Nairobi",
        "Share this",
        "Facebook Twitter WhatsApp Email",
        "Tags: wheat, Egypt, exports",
        "#Egypt #wheat",
        "© 2024 The Daily Courier",
        "Copyright 2024 The Daily Courier. All rights reserved.",
        "(Reporting by Tomas Okello; Editing by Li Na)",
        "Sign up for our newsletter and get the news every morning.",
    ],
)
def test_lines_that_are_no_story(line: str) -> None:
    sentences = analyse(make_report(f"{STORY}\n\n{line}\n\n{STORY}")).sentences
    assert [sentence.text for sentence in sentences] == [STORY, STORY]
    assert [sentence.paragraph for sentence in sentences] == [0, 1]


@pytest.mark.parametrize(
    "line",
    [
        "Related exports rose by 5 percent to $5 million",
        "By 2030, exports are to reach $5 million",
        "Copyright industries exported goods worth $5 million.",
        "Photo paper worth $5 million was exported to Peru.",
        "More tea was exported to Peru",
        "Share of Peru in exports: 5%",
        "$5 million",
        "12.50",
    ],
)
def test_lines_of_the_story_stay(line: str) -> None:
    assert without_furniture(line, [(0, len(line))]) == [(0, len(line))]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Kenya&#39;s exports", "Kenya's     exports"),
        ("&quot;Trade&quot; grew", '     "Trade"      grew'),
        ("US&#36;9.5&nbsp;million", "    US$9.5      million"),
        ("Food &amp; Hotel", "Food     & Hotel"),
        ("ex\u00adports of 5\u202fmillion", "exports  of 5 million"),
        ("<p>Tea</p>", "\n  Tea\n   "),
        ("China–Laos trade -- Kenya`s too", "China-Laos trade —  Kenya’s too"),
        ("L’Oréal’s A&B; 5 < 6 > 4", "L’Oréal's A&B; 5 < 6 > 4"),
    ],
)
def test_plain_type_keeps_the_length(printed: str, read: str) -> None:
    assert plain(printed) == read
    assert len(printed) == len(read)


def test_a_headline_left_in_the_text_is_one() -> None:
    text = f"Exports up 5%\n\n{STORY}"
    assert [sentence.headline for sentence in analyse(make_report(text)).sentences] == [True, False]
    assert not any(s.headline for s in analyse(make_report(f"{STORY}\n\nExports up 5%")).sentences)
