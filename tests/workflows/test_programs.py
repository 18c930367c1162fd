"""Programs as folders: loaded whole or not at all, the same again changes nothing, and out again without loss."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from cairn.demo.material import contents, gate_answers
from cairn.demo.stage import Stage
from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.document import lifted
from cairn.domain.catalog.exchange import to_yaml
from cairn.domain.catalog.models import Draft, Edition, MicroCredential
from cairn.domain.gating.queries import checked
from cairn.domain.ledger.models import Entry
from cairn.domain.people.models import Organization
from cairn.domain.stacks.models import Stack
from cairn.workflows import program_files, programs
from tests.walk import DAY, LONG_AGO

KEYS = ("exit-tickets", "wait-time")
ISSUER = {"slug": "small-library", "name": "Small Library", "kind": "collaborative", "about": "Two of them."}
STACK = {
    "schema": 1,
    "key": "small-stack",
    "title": "Small Stack",
    "summary": "Both of them.",
    "language": "en",
    "topic": "assessment",
    "icon": "layers",
    "audience": ["teacher"],
    "rule": {
        "all": [{"micro_credential": f"small-library/{key}"} for key in KEYS],
        "ordered": False,
    },
    "capstone": None,
    "offers": [],
    "license": "CC-BY-4.0",
    "public_state": "offered",
}


def write(folder: Path) -> Path:
    """A whole small program."""
    meta = {
        "program": "small",
        "title": "Small",
        "about": "A small program.",
        "license": "CC-BY-4.0",
        "issuer": ISSUER,
        "micro_credentials": list(KEYS),
        "stacks": ["small-stack"],
    }
    items = tuple(
        program_files.Item(
            key, lifted(contents()[key]), dict(gate_answers("author")), dict(gate_answers("reviewer"))
        )
        for key in KEYS
    )
    program_files.write(program_files.Program(meta, items, (STACK,)), folder)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "small")


def load(folder: Path, days: int = 0) -> programs.Loaded:
    return programs.load(program=program_files.read(folder), by=None, at=LONG_AGO + days * DAY)


def faults(folder: Path) -> list[str]:
    with pytest.raises(program_files.Faulty) as faulty:
        load(folder)
    return [fault.replace(f"{folder}/", "") for fault in faulty.value.faults]


@pytest.mark.django_db
def test_a_program_is_published_through_the_gate_with_its_answers(folder: Path) -> None:
    loaded = load(folder)
    assert loaded == programs.Loaded([*KEYS, "stacks/small-stack"], [])
    place = Organization.objects.get(slug="small-library")
    rows = MicroCredential.objects.filter(organization=place).order_by("key")
    assert [(row.key, row.state) for row in rows] == [(key, "published") for key in KEYS]
    told = checked(Edition.objects.get(micro_credential=rows[0]))
    assert told is not None
    assert [line.settled for line in told.lines] == [True] * len(told.lines)
    assert Stack.objects.get(key="small-stack").state == "offered"


@pytest.mark.django_db
def test_the_same_again_changes_nothing(folder: Path) -> None:
    load(folder)
    before = Entry.objects.count()
    assert load(folder, days=1) == programs.Loaded([], [*KEYS, "stacks/small-stack"])
    assert Entry.objects.count() == before


@pytest.mark.django_db
def test_a_changed_file_is_the_next_edition_and_the_others_stay(folder: Path) -> None:
    load(folder)
    document = {**lifted(contents()["wait-time"]), "summary": "Another summary."}
    (folder / "wait-time.yaml").write_text(to_yaml(document))
    assert load(folder, days=1).published == ["wait-time"]
    row = MicroCredential.objects.get(organization__slug="small-library", key="wait-time")
    assert row.edition is not None
    assert (row.edition.number, row.edition.document["summary"]) == (2, "Another summary.")


@pytest.mark.django_db
def test_what_is_written_out_says_the_same_and_loads_as_unchanged(folder: Path, tmp_path: Path) -> None:
    load(folder)
    place = Organization.objects.get(slug="small-library")
    program_files.write(programs.exported(organization=place), tmp_path / "again")
    names = [f"{key}{end}" for key in KEYS for end in (".yaml", ".gate.yaml")]
    for name in (*names, "stacks/small-stack.yaml"):
        before, after = (yaml.safe_load((one / name).read_text()) for one in (folder, tmp_path / "again"))
        assert after == before
    assert load(tmp_path / "again", days=1).published == []


@pytest.mark.django_db
def test_what_people_wrote_here_is_not_written_over(folder: Path, stage: Stage) -> None:
    load(folder)
    row = MicroCredential.objects.get(organization__slug="small-library", key="wait-time")
    draft = Draft.objects.get(micro_credential=row)
    catalog.save_draft(
        draft=draft,
        document={**draft.document, "summary": "Ours."},
        revision=draft.revision,
        by=None,
        at=LONG_AGO,
    )
    Draft.objects.filter(pk=draft.pk).update(saved_by=stage.people["janelle-wright"])
    (folder / "wait-time.yaml").write_text(to_yaml({**lifted(contents()["wait-time"]), "summary": "Theirs."}))
    assert faults(folder) == [
        "wait-time: Its draft was changed here. Publish those changes or take them back, and load again."
    ]
    assert Draft.objects.get(pk=draft.pk).document["summary"] == "Ours."


# --- Broken folders ----------------------------------------------------------------------------------------


def break_yaml(folder: Path) -> str:
    text = (folder / "wait-time.yaml").read_text().splitlines()
    text[3] = "competency: [unclosed"
    (folder / "wait-time.yaml").write_text("\n".join(text))
    return "wait-time.yaml:6: Mend this line, it is not YAML"


def break_value(folder: Path) -> str:
    text = (folder / "wait-time.yaml").read_text()
    (folder / "wait-time.yaml").write_text(text.replace("tier: 1", "tier: 9"))
    return "wait-time.yaml:"


def break_answer(folder: Path) -> str:
    gate = yaml.safe_load((folder / "wait-time.gate.yaml").read_text())
    gate["reviewer"]["bias-review"]["answer"] = "not_met"
    (folder / "wait-time.gate.yaml").write_text(yaml.safe_dump(gate, sort_keys=False))
    return "wait-time.gate.yaml:"


def forget_answer(folder: Path) -> str:
    gate = yaml.safe_load((folder / "wait-time.gate.yaml").read_text())
    del gate["author"]["research-base"]
    (folder / "wait-time.gate.yaml").write_text(yaml.safe_dump(gate, sort_keys=False))
    return "wait-time.gate.yaml:2: The author has yet to answer research-base."


def forget_file(folder: Path) -> str:
    (folder / "wait-time.yaml").unlink()
    return "wait-time.yaml:1: There is no such file."


def point_nowhere(folder: Path) -> str:
    path = folder / "stacks" / "small-stack.yaml"
    path.write_text(path.read_text().replace("small-library/wait-time", "small-library/waiting"))
    return "stacks/small-stack.yaml:"


BREAKS = (break_yaml, break_value, break_answer, forget_answer, forget_file, point_nowhere)


@pytest.mark.django_db
@pytest.mark.parametrize("breaks", BREAKS, ids=lambda breaks: breaks.__name__)
def test_a_broken_file_says_where_and_nothing_is_loaded(folder: Path, breaks) -> None:
    expected = breaks(folder)
    told = faults(folder)
    assert [fault for fault in told if not fault.startswith(expected)] == []
    assert all(fault.split(":")[1].isdecimal() for fault in told)
    assert Organization.objects.filter(slug="small-library").count() == 0


@pytest.mark.django_db
def test_what_the_database_refuses_takes_everything_back(folder: Path) -> None:
    meta = yaml.safe_load((folder / "program.yaml").read_text())
    meta["issuer"]["kind"] = "shop"
    (folder / "program.yaml").write_text(yaml.safe_dump(meta, sort_keys=False))
    (told,) = faults(folder)
    assert told.startswith("program.yaml: “shop” is no kind of organization. Choose one of: university, ")
    assert MicroCredential.objects.count() == 0


def test_findings_of_the_checks_stand_in_nobodys_way(folder: Path) -> None:
    program = program_files.read(folder)
    told = program_files.findings(program, folder)
    assert {line.split(":")[1].strip() for line in told} >= {"examples"}


def test_a_folder_of_folders_is_all_its_programs(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "other")
    assert program_files.folders_in(tmp_path) == [tmp_path / "other", folder]
    assert program_files.folders_in(folder) == [folder]


def test_the_shipped_documents_and_stacks_have_no_fault() -> None:
    shipped = Path(str(files("cairn.programs")))
    told: list[str] = []
    for folder in program_files.folders_in(shipped):
        try:
            program_files.read(folder)
        except program_files.Faulty as faulty:
            told += faulty.faults
    assert [fault for fault in told if "The reviewer has yet to answer" not in fault] == []


@pytest.mark.django_db
def test_what_its_stack_says_is_in_review_goes_no_further(folder: Path) -> None:
    path = folder / "stacks" / "small-stack.yaml"
    told = yaml.safe_load(path.read_text())
    told["rule"]["all"][1]["state"] = "in_review"
    path.write_text(yaml.safe_dump(told))
    loads = [load(folder), load(folder)]
    states = dict(
        MicroCredential.objects.filter(organization__slug="small-library").values_list("key", "state")
    )
    assert states == {"exit-tickets": "published", "wait-time": "in_review"}
    assert [(each.in_review, each.unchanged) for each in loads] == [
        (["wait-time"], []),
        ([], ["exit-tickets", "wait-time", "stacks/small-stack"]),
    ]
