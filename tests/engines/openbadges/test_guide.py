"""What the guide to the engine shows runs as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "openbadges-engine.md"


def test_the_examples_of_the_guide_run_one_after_the_other(capsys):
    examples = re.findall(r"```python\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    told: dict[str, object] = {}
    for example in examples:
        exec(compile(example, str(GUIDE), "exec"), told)  # noqa: S102 - it is our own guide
    assert (len(examples), "proof" in capsys.readouterr().out) == (7, True)
