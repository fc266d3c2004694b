"""Who says what: outlet, cited agencies, speakers and sources of figures, for every sentence of a report.

The way through it:

    quotes    which items of a sentence stand in quotation marks; which sentences one quotation runs over
    voice     who is meant
    voices    a noun phrase -> who is meant: a person, an office, a body, a medium, a source of figures, a pronoun
    sides     the noun phrases before and behind a word of citing
    signs     the media that sign a sentence or the text
    cues      the verbs and phrases that cite ("said", "according to", "citing") -> voices, sentence by sentence
    memory    who was named before: surnames, "the minister", "he", "the factory's director"
    covers    what a sentence tells, for the question whether a citation covers it
    carry     from the sentence that cites to those that the citation covers
"""

from tradebook.extract.attribution.carry import Attributions, attribute

__all__ = ["Attributions", "attribute"]
