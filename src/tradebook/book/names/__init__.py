"""Names: which spellings belong to one body or person.

`analysis` makes a name comparable, `said` reads what a report itself says of names, `locally` settles the names of one
report, `settling` those of the book; all four are pure. `keeping` stores what comes out, `layer` keeps it in step,
`naming` gives statements the names of their bodies, `rulings` keeps what people say, `asking` answers questions.
"""
