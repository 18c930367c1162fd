"""`cairn stats`: one statistic of the scores in a file, without Django or a database."""

from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from cairn.cli import score_files
from cairn.cli.place import Trouble, say
from cairn.engines.measurement.estimates import Estimate, said
from cairn.engines.measurement.plain import plain
from cairn.engines.measurement.registry import STATISTICS, Option, Scores, Statistic

WIDE = 40
LONGEST = 12
MOST_DRAWS = 100_000


def stats(arguments: Sequence[str]) -> int:
    """Run the command; 0 when it was computed, 1 when the statistic has no value on these data. Raises `Trouble`."""
    options = _parser().parse_args(arguments)
    if options.statistic == "list":
        return _list()
    row = STATISTICS[options.statistic]
    chosen = {option.name: getattr(options, option.name) for option in row.options}
    if not 1 <= chosen.get("draws", 1) <= MOST_DRAWS:
        raise Trouble(f"Give --draws a number from 1 to {MOST_DRAWS}.")
    data = _data(row, options)
    try:
        result = row.run(data, chosen)
    except ValueError as error:
        raise Trouble(str(error)) from error
    if options.json:
        say(json.dumps(_document(row, chosen, data, result), indent=2, ensure_ascii=False))
    else:
        _tell(row, data, result, guessed=options.scale is None)
    found = [estimate for _, estimate in _estimates(result)]
    return 1 if found and all(estimate.value is None for estimate in found) else 0


def _parser() -> ArgumentParser:
    top = ArgumentParser(prog="cairn stats", description="Compute a statistic of scores in a file.")
    verbs = top.add_subparsers(dest="statistic", title="statistics", metavar="STATISTIC", required=True)
    verbs.add_parser("list", help="name every statistic, its question and its minimum of data")
    for row in STATISTICS.values():
        verb = verbs.add_parser(row.name, help=row.title, description=f"{row.title}. {row.question}")
        verb.add_argument("--data", type=Path, required=True, metavar="FILE", help=_file(row))
        verb.add_argument("--json", action="store_true", help="print the result as JSON")
        verb.add_argument("--scale", type=_scale, metavar="1-4", help="the full scale, used or not")
        for option in row.options:
            _add(verb, option)
    return top


def _file(row: Statistic) -> str:
    names = ", ".join(column.name for column in row.columns)
    return (
        f"a CSV with the columns {names}"
        if names
        else "a CSV: submission, evaluator, criterion, level; or wide"
    )


def _add(verb: ArgumentParser, option: Option) -> None:
    default = "" if option.default is None else f" (default: {option.default})"
    verb.add_argument(
        f"--{(option.flag or option.name).replace('_', '-')}",
        dest=option.name,
        type=_share if option.flag == "confidence" else option.kind,
        metavar=None if option.choices else option.kind.__name__.upper(),
        default=option.default,
        required=option.default is None,
        choices=option.choices or None,
        help=(option.about + default).replace("%", "%%"),
    )


def _share(text: str) -> float:
    try:
        if 0 < float(text) < 1:
            return float(text)
    except ValueError:
        pass
    raise ArgumentTypeError(f"“{text}” is no level of confidence; write a number such as 0.95")


def _scale(text: str) -> tuple[int, ...]:
    try:
        if "," in text:
            ranks = tuple(int(part) for part in text.split(","))
        else:
            low, high = text.split("-")
            ranks = tuple(range(int(low), int(high) + 1)) if int(high) <= score_files.HIGHEST else ()
        if len(ranks) >= 2 and list(ranks) == sorted(set(ranks)):
            return ranks
    except ValueError:
        pass
    raise ArgumentTypeError(f"“{text}” is no scale; write it as 1-4, or as 1,2,4")


def _data(row: Statistic, options: Namespace) -> Scores | dict[str, list[Any]]:
    if row.columns:
        return score_files.table(options.data, row.columns)
    return score_files.scores(options.data, options.scale)


def _list() -> int:
    for row in STATISTICS.values():
        say(f"{row.name:<{WIDE // 2}} {row.title}. {row.question} At least {row.minimum}.")
    return 0


def _document(row: Statistic, chosen: Mapping[str, Any], data: object, result: object) -> dict[str, Any]:
    return {
        "statistic": row.name,
        "title": row.title,
        "question": row.question,
        "paper": row.paper,
        "minimum": str(row.minimum),
        "options": dict(chosen),
        **({"scale": list(data.ratings.scale)} if isinstance(data, Scores) else {}),
        "result": plain(result),
        "said": {key: said(key) for _, estimate in _estimates(result) for key in _keys(estimate)},
    }


def _keys(estimate: Estimate) -> tuple[str, ...]:
    return (estimate.undefined, *estimate.cautions) if estimate.undefined else estimate.cautions


def _estimates(value: Any, path: str = "") -> Iterator[tuple[str, Estimate]]:
    """Every estimate in a result with the names that lead to it."""
    if isinstance(value, Estimate):
        yield path, value
    else:
        for name, each in _parts(value):
            yield from _estimates(each, f"{path}, {name}" if path else name)


def _others(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Everything in a result that is no estimate, unless the path says it already."""
    parts = list(_parts(value))
    if isinstance(value, Estimate):
        return
    if not parts and path and (not isinstance(value, str) or (value and value not in path)):
        yield path, _short(plain(value))
    for name, each in parts:
        yield from _others(each, f"{path}, {name}" if path else name)


def _short(value: Any) -> str:
    if isinstance(value, list):
        many = f"{len(value)} values, see --json"
        return many if len(value) > LONGEST else ", ".join(_short(each) for each in value) or "none"
    return "none" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    if is_dataclass(value) and not isinstance(value, type | Estimate):
        yield from ((field.name, getattr(value, field.name)) for field in fields(value) if field.repr)
    elif isinstance(value, Mapping):
        yield from ((str(key), each) for key, each in value.items())
    elif isinstance(value, list | tuple) and any(is_dataclass(each) for each in value):
        yield from ((_label(each, place), each) for place, each in enumerate(value, 1))


def _label(value: Any, place: int) -> str:
    """An estimate's name, or what the first words of a record say, or its place in the list."""
    if isinstance(value, Estimate):
        return value.name
    words = [getattr(value, field.name) for field in fields(value)] if is_dataclass(value) else []
    return " / ".join(word for word in words if isinstance(word, str) and word) or str(place)


def _tell(row: Statistic, data: object, result: object, *, guessed: bool) -> None:
    say(f"{row.title}. {row.question}")
    say(f"Evidence from {row.minimum} on. {row.paper}.")
    if isinstance(data, Scores):
        scores = data.ratings
        shape = ", ".join(
            f"{len(names)} {noun if len(names) == 1 else nouns}"
            for names, noun, nouns in (
                (scores.units, "submission", "submissions"),
                (scores.raters, "evaluator", "evaluators"),
                (scores.items, "criterion", "criteria"),
            )
        )
        levels = f"{scores.scale[0]}-{scores.scale[-1]}"
        say(
            f"{shape}; scale {levels}" + (", guessed from the data: give the full one with --scale" * guessed)
        )
    for path, estimate in _estimates(result):
        _tell_estimate(path or estimate.name, estimate)
    for path, value in _others(result):
        say(f"{path:<{WIDE}} {value}")


def _tell_estimate(path: str, estimate: Estimate) -> None:
    if estimate.value is None:
        say(f"{path:<{WIDE}} no value (n = {estimate.n})")
    else:
        line = f"{path:<{WIDE}} {estimate.value:6.3f}"
        if estimate.low is not None and estimate.high is not None:
            line += f"  {estimate.level:.0%} interval {estimate.low:.3f} to {estimate.high:.3f}"
        line += f"  n = {estimate.n}" + (f"  {estimate.band}" if estimate.band else "")
        say(line)
    for key in _keys(estimate):
        say(f"    {said(key)}")
