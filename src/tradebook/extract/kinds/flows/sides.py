"""Reporter and partner of a flow as read, and what can be asked of them."""

from __future__ import annotations

from msgspec import Struct

from tradebook.extract.items import Sentence

WORLD = "WLD"


class Sides(Struct, frozen=True):
    """Reporter and partner (or the pair in `between`), areas, how sure, and the sentence they were taken from."""

    reporter: str | None = None
    partner: str | None = None
    between: tuple[str, ...] = ()
    reporter_area: str | None = None
    partner_area: str | None = None
    confidence: float = 0.9
    source: Sentence | None = None

    @property
    def pair(self) -> tuple[str, ...]:
        """The two countries, the reporter first; () where it is not trade between two."""
        if len(self.between) == 2:
            return self.between
        if self.reporter and self.partner and self.partner != WORLD:
            return (self.reporter, self.partner)
        return ()

    def other(self, country: str) -> str | None:
        """The other one of the two countries; None where `country` is none of them."""
        pair = self.pair
        if country not in pair:
            return None
        return pair[1] if pair[0] == country else pair[0]

    def turned(self) -> Sides:
        """The sides of trade in both directions, named from the other end."""
        return Sides(
            self.partner, self.reporter, self.between, self.partner_area, self.reporter_area, self.confidence,
            self.source,
        )  # fmt: skip

    def again(self, confidence: float, source: Sentence | None, *, total: bool = False) -> Sides:
        """The sides once more, as `source` told them; with `total`, the reporter's trade with all the world."""
        sure = min(confidence, self.confidence)
        if total and self.reporter is not None:
            return Sides(self.reporter, WORLD, (), self.reporter_area, confidence=sure, source=source)
        return Sides(self.reporter, self.partner, self.between, self.reporter_area, self.partner_area, sure, source)


def pair_of(found: tuple[str, ...], confidence: float = 0.9, source: Sentence | None = None) -> Sides:
    """The sides of trade between two countries, in the order of the alphabet."""
    if len(found) == 1:
        return Sides(between=found, confidence=confidence, source=source)
    return Sides(between=tuple(sorted(found)), confidence=confidence, source=source)
