"""Tradebook reads the trade press and keeps the book on it."""

__version__ = "0.2.0"
