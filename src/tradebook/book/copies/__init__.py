"""Copies: reports that are one report printed again, passages that reports repeat, and outlets' own corrections.

`words` makes a text comparable, `likeness` compares two exactly, `sketch` finds whom to compare, `notices` reads an
outlet's own correction; all four are pure. `settling` keeps the groups in step, `passages` the repeated sentences,
`correcting` what a notice takes back; `layer` ties them to the book, and `asking` answers questions.
"""
