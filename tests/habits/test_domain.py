"""Every model says what is personal, every refusal has a reason, and the reference shows the code as it is."""

from __future__ import annotations

import ast
import inspect

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from cairn.domain.ledger.events import EVENTS
from cairn.domain.people.models import Membership, Person
from cairn.engines.privacy import Privacy
from docs import generate
from tests.habits.tree import modules, offenders, parsed

MODELS = [model for model in apps.get_models() if model.__module__.startswith("cairn.")]
QUESTIONS = [ask for _, module in generate.modules("access") for _, ask in generate.public_functions(module)]


def privacy_problems(model: type[Model]) -> list[str]:
    """What a model's declaration lacks: it must exist, and name fields and an owner that exist."""
    declared = vars(model).get("privacy")
    if not isinstance(declared, Privacy):
        return ["declares no privacy"]
    fields = {field.name for field in model._meta.get_fields()}
    problems = [f"has no field {name}" for name in declared.personal if name not in fields]
    if declared.owner and declared.owner != "self" and not leads_to_a_person(model, declared.owner):
        problems.append(f"{declared.owner} does not lead to a person")
    return problems


def leads_to_a_person(model: type[Model], path: str) -> bool:
    """Whether following the relations of a path such as `attempt.earner` ends at a person."""
    for step in path.split("."):
        try:
            related = model._meta.get_field(step).related_model
        except FieldDoesNotExist:
            return False
        if related is None or isinstance(related, str):
            return False
        model = related
    return model is Person


def events_used(tree: ast.Module) -> set[str]:
    return {
        keyword.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record"
        for keyword in node.keywords
        if keyword.arg == "event"
        and isinstance(keyword.value, ast.Constant)
        and isinstance(keyword.value.value, str)
    }


def test_every_model_says_what_is_personal():
    problems = {model._meta.label: privacy_problems(model) for model in MODELS}
    assert {label: found for label, found in problems.items() if found} == {}


def test_every_question_of_access_is_explained_in_a_sentence():
    first = {ask: (inspect.getdoc(ask) or "").partition("\n\n")[0].rstrip() for ask in QUESTIONS}
    unexplained = [ask for ask, sentence in first.items() if not sentence.endswith((".", "?"))]
    assert [f"{ask.__module__}.{ask.__name__}" for ask in unexplained] == []


def test_only_events_the_ledger_knows_are_recorded():
    recorders = modules("domain", "workflows")
    assert offenders(recorders, lambda path: events_used(parsed(path)) - set(EVENTS)) == {}


def test_the_reference_is_drawn_from_the_code_as_it_is():
    assert generate.outdated() == []


def test_a_drawing_out_of_date_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(generate, "REFERENCE", tmp_path)
    (tmp_path / "ledger.md").write_text(generate.ledger() + "and a word too many")
    assert generate.outdated() == list(generate.PAGES)


def test_a_careless_model_is_found():
    class Meta:
        app_label = "people"
        abstract = True

    careless = Privacy(personal=("nick",), owner="friend", on_leave="erase")
    silent = type("Silent", (Model,), {"__module__": __name__, "Meta": Meta})
    wrong = type("Wrong", (Model,), {"__module__": __name__, "Meta": Meta, "privacy": careless})
    assert [privacy_problems(silent), privacy_problems(wrong)] == [
        ["declares no privacy"],
        ["has no field nick", "friend does not lead to a person"],
    ]


def test_a_path_to_an_owner_is_followed_to_its_end():
    paths = ["person", "organization", "person.memberships", "since", "person.memberships.person"]
    assert [leads_to_a_person(Membership, path) for path in paths] == [True, False, False, False, True]


def test_an_unknown_event_is_found_in_a_sample():
    sample = 'record(event="draft.begun", by=by)\nrecord(event="draft.eaten", by=by)\nother(event="x")'
    assert events_used(ast.parse(sample)) - set(EVENTS) == {"draft.eaten"}
