"""Deals: what two sides signed, ordered, lent, invested, sold, or are about to.

agreed         an instrument and the verb that makes it ("signed a contract", "contracts worth AMT were signed")
under          deliveries told with the contract they are made under
trades         loans, investments, talks told by their own verbs; purchases and deliveries in modules of their own
told, loads    words that name neither an instrument nor a sale; single loads sent off
second, lots   further deals that one verb tells, lots of one purchase
fill           a clause -> a draft: sums and sizes (slots, counts), sides (cast, counterparts), countries (lands), dates
sides, names   who stands in a stretch of a sentence: names and countries
leaning        who sells where the words of a contract leave it open
further, later, named_later, again
               what the sentences behind a deal tell of it: what it is for, its sum, who supplies, who the client is
context        what other sentences give: the pair, the date, sectors, what the contract became
judge          whether a filled draft is a deal of trade at all
"""

from tradebook.extract.kinds.deal.reader import read

__all__ = ["read"]
