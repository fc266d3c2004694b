"""Typed spans: numbers, amounts, quantities, percentages, periods, places, goods, names, cues."""
