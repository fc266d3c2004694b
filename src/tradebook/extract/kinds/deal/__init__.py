"""Deals: what two sides signed, ordered, lent, invested, sold, or are about to.

sides      who stands in a stretch of a sentence: names and countries
slots      amount, quantity, count, goods, dates, places, sectors of a stretch
agreed     an instrument and the verb that makes it ("signed a contract", "contracts worth AMT were signed")
trades     what is told by its own verbs: loans, investments, talks; purchases and deliveries in modules of their own
further    a deal told over two sentences
context    what other sentences give: the pair, the date, sectors, what the contract became
"""

from tradebook.extract.kinds.deal.reader import read

__all__ = ["read"]
