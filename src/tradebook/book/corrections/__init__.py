"""Corrections by people: a statement marked wrong or right, or the right value of a slot.

They stand beside the machine's reading, which is never edited; what a person says wins in facts, searches and exports.
`applying` is pure, `store` keeps them in the book.
"""
