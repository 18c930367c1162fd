"""What the guide to the engine shows runs as it stands there, with what the engine gives at its door."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from cairn.engines import openbadges

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "openbadges-engine.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", GUIDE.read_text(), re.DOTALL)


def test_the_examples_of_the_guide_run_one_after_the_other(capsys):
    told: dict[str, object] = {}
    for example in EXAMPLES:
        exec(compile(example, str(GUIDE), "exec"), told)
    assert (len(EXAMPLES), "proof" in capsys.readouterr().out) == (7, True)


def test_the_guide_takes_all_it_needs_from_the_engine_itself():
    imported = re.findall(r"^from (cairn\S*) import", "\n".join(EXAMPLES), re.MULTILINE)
    assert set(imported) == {"cairn.engines.openbadges"}


def test_every_name_that_the_engine_gives_is_there_and_says_what_it_is():
    silent = [name for name in openbadges.__all__ if not getattr(openbadges, name).__doc__]
    assert (silent, hasattr(openbadges, "no_such_name")) == ([], False)


def test_whoever_asks_for_a_key_loads_no_json_ld():
    heavy = "{'pyld', 'pyoxigraph', 'jsonschema'} & sys.modules.keys()"
    script = f"import sys; from cairn.engines.openbadges import KeySigner; print({heavy})"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout == "set()\n"
