"""A document as YAML that people like to read: block style, the order of the template, text as it was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from cairn.domain.catalog.document_lifting import lifted
from cairn.domain.catalog.exchange.kinds import Fields, Listing, Named, Shape
from cairn.domain.catalog.exchange.shape import SHAPE

WIDTH = 110
# Line breaks to YAML 1.1 and plain characters to everybody else; only double quotes keep them.
STRANGE_BREAK = re.compile("[\x85\u2028\u2029\ufeff]")


class _Writer(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(writer: _Writer, text: str) -> yaml.ScalarNode:
    style = '"' if STRANGE_BREAK.search(text) else "|" if "\n" in text else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Writer.add_representer(str, _text)


def to_yaml(document: Mapping[str, Any]) -> str:
    """The document of any version as a file of the newest; `from_yaml` reads it back without loss."""
    return written(lifted(document), SHAPE)


def written(value: Mapping[str, Any], shape: Shape) -> str:
    """Any value of a shape as YAML, with its fields in the order of the shape."""
    ordered = _ordered(value, shape)
    return yaml.dump(
        ordered, Dumper=_Writer, sort_keys=False, allow_unicode=True, default_flow_style=False, width=WIDTH
    )


def _ordered(value: Any, shape: Shape | None) -> Any:
    """The same value with known fields in the order of the template, and others after them."""
    if isinstance(value, dict):
        fields = shape.fields if isinstance(shape, Fields) else {}
        names = [name for name in fields if name in value] + [name for name in value if name not in fields]
        inner = shape.item if isinstance(shape, Named) else None
        return {name: _ordered(value[name], fields.get(name, inner)) for name in names}
    if isinstance(value, list):
        item = shape.item if isinstance(shape, Listing) else None
        return [_ordered(one, item) for one in value]
    return value
