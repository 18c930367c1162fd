"""The `cairn` command: the operators' front door. Django is loaded only by the commands that need it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from cairn.cli.arguments import parser
from cairn.cli.place import Trouble
from cairn.engines.environment import SettingError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 a finding, 2 a wrong setting or question."""
    # These have arguments of their own, which cost too much to name before they are asked for.
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if given[:1] == ["manage"]:
            from cairn.cli.managing import manage

            return manage(given[1:])
        if given[:1] == ["stats"]:
            from cairn.cli.stats import stats

            return stats(given[1:])
        if given[:1] == ["policy"]:
            from cairn.cli.policies import policy

            return policy(given[1:])
        options = parser().parse_args(given)
        return int(options.run(options))
    except (Trouble, SettingError) as trouble:
        print(f"cairn: {trouble}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
