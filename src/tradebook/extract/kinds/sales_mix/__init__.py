"""Where one producer sells: shares, markets, new and lost ones, replacements, targets.

patterns   the wordings, as expressions over a sentence's mentions
producers  whose sales they are: the producers that a sentence names
registry   ... and what "the factory", "its", "our", "we" go back to
own_words  whose "our" is: the firm of who speaks
pieces     what one sentence tells: a segment, a market, an entry, a target
reader     one draft a producer, put together from all sentences that speak of it
"""

from tradebook.extract.kinds.sales_mix.reader import read

__all__ = ["read"]
