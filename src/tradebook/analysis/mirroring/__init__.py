"""Both sides of a trade: the number to say, and the mirror year by year with the figures of the press."""

from tradebook.analysis.mirroring.figure import Figure, figure
from tradebook.analysis.mirroring.mirror import Direction, Mirror, MirrorOnly, Year, mirror
from tradebook.analysis.mirroring.press import Press
from tradebook.analysis.mirroring.silence import Silence, silences

__all__ = [
    "Direction",
    "Figure",
    "Mirror",
    "MirrorOnly",
    "Press",
    "Silence",
    "Year",
    "figure",
    "mirror",
    "silences",
]
