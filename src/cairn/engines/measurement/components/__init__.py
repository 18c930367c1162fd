"""Parts of the variance of scores: REML for sparse reading, analysis of variance for any crossed or nested design."""

from cairn.engines.measurement.components.anova import Design, anova
from cairn.engines.measurement.components.fitting import EFFECTS, Components, components

__all__ = ["EFFECTS", "Components", "Design", "anova", "components"]
