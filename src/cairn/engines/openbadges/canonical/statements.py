"""From a JSON-LD document to the statements it makes: the typed wrapper around pyld and pyoxigraph.

Nothing is fetched; contexts come from `contexts`. Fails where any part of the document would be left out.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from typing import Any

from pyld import jsonld
from pyld.context_resolver import ContextResolver
from pyoxigraph import BlankNode, Dataset, DefaultGraph, Literal, NamedNode, Quad

from cairn.engines.openbadges import contexts as context_files
from cairn.engines.openbadges.canonical import form
from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.errors import BadgeError, FormError

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_per_thread = threading.local()


def statements(document: Mapping[str, Any], *, contexts: context_files.Contexts | None = None) -> Dataset:
    """The RDF dataset a document makes.

    Raises `FormError` when a part would be left out, `ContextError` for an unknown context, `JsonError` for a
    document beyond the size limits.
    """
    strictjson.measure(document)
    form.check_written(document)
    known = context_files.bundled() if contexts is None else contexts
    _check_contexts(document, known)
    try:
        made = _expand_to_rdf(document, known)
        return Dataset(_quads(made))
    except BadgeError:
        raise
    except (jsonld.JsonLdError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise FormError(f"The document cannot be read as JSON-LD: {_root_cause(error)}.") from error


def _expand_to_rdf(document: Mapping[str, Any], known: context_files.Contexts) -> dict[str, Any]:
    processor = jsonld.JsonLdProcessor(on_property_dropped=_refuse_dropped)
    expanded = processor.expand(document, _options(known))
    form.check_expanded(expanded)
    made: dict[str, Any] = jsonld.JsonLdProcessor().to_rdf(expanded, _options(known))
    return made


def _refuse_dropped(term: str | None) -> None:
    raise FormError(
        f"The term {str(term)[:80]!r} is not defined by the document's contexts, so no proof would cover it."
    )


def _check_contexts(document: Mapping[str, Any], known: context_files.Contexts) -> None:
    """Name an unknown context plainly, before pyld wraps the refusal in errors of its own."""
    waiting: list[Any] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            named = value.get("@context", [])
            for address in named if isinstance(named, list) else [named]:
                context_files.find(known, address)
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _options(known: context_files.Contexts) -> dict[str, Any]:
    def load(address: str, _options: object) -> dict[str, Any]:
        document = context_files.find(known, address)
        return {"contextUrl": None, "documentUrl": address, "document": document, "tag": "static"}

    return {
        "base": form.RELATIVE_BASE,
        "documentLoader": load,
        "contextResolver": ContextResolver(_cache(known), load),
        "extractAllScripts": False,
    }


def _cache(known: context_files.Contexts) -> dict[str, Any]:
    """Contexts as pyld resolved them, kept for one thread: pyld's own cache is shared and not locked."""
    if known is not context_files.bundled():
        return {}
    if not hasattr(_per_thread, "resolved"):
        _per_thread.resolved = {}
    cache: dict[str, Any] = _per_thread.resolved
    return cache


def _quads(made: dict[str, Any]) -> Iterator[Quad]:
    for graph, triples in made.items():
        name = DefaultGraph() if graph == "@default" else _node(graph)
        for triple in triples:
            yield Quad(
                _node(triple["subject"]["value"]),
                NamedNode(triple["predicate"]["value"]),
                _term(triple["object"]),
                name,
            )


def _node(value: str) -> NamedNode | BlankNode:
    return BlankNode(value[2:]) if value.startswith("_:") else NamedNode(value)


def _term(term: dict[str, str]) -> NamedNode | BlankNode | Literal:
    if term["type"] != "literal":
        return _node(term["value"])
    if language := term.get("language"):
        return Literal(term["value"], language=language)
    return Literal(term["value"], datatype=NamedNode(term.get("datatype", _XSD_STRING)))


def _root_cause(error: BaseException) -> str:
    while error.__cause__ is not None:
        error = error.__cause__
    return (str(error).splitlines() or [type(error).__name__])[0][:160]
