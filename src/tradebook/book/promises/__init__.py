"""Promises: what statements hold out for a later day, and what became of it.

`subjects` tells what a statement is about and whether it promises, `due` when it should have come about, `acts` and
`flows` hold one promise against one other statement, `judging` makes a state of all that was found: pure, all of them.
`layer` keeps the index that finds what belongs together, `notes` what people found out themselves, `store` answers.
"""
