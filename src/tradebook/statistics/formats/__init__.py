"""Formats that statistics are exchanged in: SDMX as CSV and XML, the tables of Eurostat and of the IMF."""
