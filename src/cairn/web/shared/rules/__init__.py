"""A policy in sentences, for readers who are no programmers: the whole rule, its cases, and what changed."""

from cairn.web.shared.rules.cases import Proof, proofs
from cairn.web.shared.rules.changing import changes
from cairn.web.shared.rules.page import Page, page_of

__all__ = ["Page", "Proof", "changes", "page_of", "proofs"]
