"""Adding up what speaks for each entry, for all entries at once.

A sum is kept bit by bit: `slices[i]` holds the entries whose sum has bit `i` set. Adding a weight to a hundred thousand
entries is then a handful of bitmap operations, and the best entries come off the highest bits without sorting the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyroaring import BitMap


class Sums:
    """A whole number of at least 0 for every entry; entries that nothing was added for have 0."""

    def __init__(self) -> None:
        self.slices: list[BitMap] = []

    def add(self, keys: BitMap, weight: int) -> None:
        """Add `weight` (at least 0) to the sum of each of `keys`."""
        for bit in range(weight.bit_length()):
            if weight >> bit & 1:
                self._carry(keys, bit)

    def _carry(self, carried: BitMap, bit: int) -> None:
        while carried:
            while len(self.slices) <= bit:
                self.slices.append(BitMap())
            self.slices[bit], carried = self.slices[bit] ^ carried, self.slices[bit] & carried
            bit += 1

    def groups(self, among: BitMap, bit: int | None = None) -> Iterator[BitMap]:
        """The entries `among` those given, group by group of equal sums, the highest first."""
        if not among:
            return
        bit = len(self.slices) if bit is None else bit
        if bit == 0:
            yield among
            return
        high = among & self.slices[bit - 1]
        yield from self.groups(high, bit - 1)
        yield from self.groups(among - high, bit - 1)
