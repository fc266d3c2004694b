"""Ventures: joint production and industrial cooperation of partners from two countries.

heads    where a sentence speaks of one: joint companies, works and projects, assembly, making together, works abroad
cast     who takes part and where: named partners, countries, the place
details  product, time, count, amount, capacity
reader   the drafts of a report: one a venture, filled from the sentences that go on about it
"""

from tradebook.extract.kinds.venture.reader import read

__all__ = ["read"]
