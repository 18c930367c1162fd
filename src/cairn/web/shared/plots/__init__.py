"""The plots of validity reports: pure functions from numbers to SVG, with the numbers in a table behind each.

The title states the measure, the caption the finding. Like `charts`, each is drawn wide and narrow, and takes its
colors from classes (`cairn/plots.css`), so that both themes and print fit. What has no value is drawn as such.
"""

from cairn.web.shared.plots.grids import Cell, contour, matrix, readers
from cairn.web.shared.plots.intervals import Mark, differences, forest
from cairn.web.shared.plots.maps import Placed, wright
from cairn.web.shared.plots.scatters import Bin, Item, Policy, calibration, criteria, policies
from cairn.web.shared.plots.shares import Share, distributions, variance
from cairn.web.shared.plots.strips import Strip, cusum
from cairn.web.shared.plots.tiles import Key, Tile, tiles

__all__ = [
    "Bin",
    "Cell",
    "Item",
    "Key",
    "Mark",
    "Placed",
    "Policy",
    "Share",
    "Strip",
    "Tile",
    "calibration",
    "contour",
    "criteria",
    "cusum",
    "differences",
    "distributions",
    "forest",
    "matrix",
    "policies",
    "readers",
    "tiles",
    "variance",
    "wright",
]
