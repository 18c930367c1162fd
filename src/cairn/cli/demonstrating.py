"""`cairn demo`: a whole installation with a cast and its stories, on this machine alone."""

from __future__ import annotations

import os
import shutil
from argparse import Namespace
from pathlib import Path

from cairn.cli.place import Trouble, make_folder, say
from cairn.cli.serving import address_of, demand_free, run
from cairn.engines.environment import Environment

MARK = "this-is-a-demo"
TELLING = "stories-being-told"
TOLD = "stories-told"
READY = """
  Cairn's demo is at {address}
  Sign in as anyone of the cast at {address}/demo/
  Stop it with Ctrl-C; the data stays for the next start.
"""


def demo(options: Namespace) -> int:
    folder = (options.data or Path("cairn-demo")).expanduser().absolute()
    demand_free(options.host, options.port)
    if options.reset or (folder / TELLING).exists():
        # Half a cast is worse than none: a demo whose first start was broken off begins anew.
        _reset(folder)
    _claim(folder)
    os.environ["CAIRN_DEMO"] = "yes"
    os.environ.setdefault("PUBLIC_URL", address_of(options.host, options.port))
    _load(folder)
    return run(options.host, options.port, workers=options.workers, with_worker=True, ready=READY)


def _claim(folder: Path) -> None:
    """Mark the folder as a demo's; raises `Trouble` when something else lives in it."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise Trouble(f"{folder} holds something that is not a demo. Choose an empty folder with --data.")
    make_folder(folder)
    (folder / MARK).touch()


def _reset(folder: Path) -> None:
    if folder.exists() and not (folder / MARK).exists():
        raise Trouble(f"{folder} is not a demo's folder, so it is left as it is. Choose another with --data.")
    if Environment(os.environ).text("DATABASE_URL"):
        raise Trouble(
            "The demo's database is not its folder's. Empty the database at DATABASE_URL yourself, "
            "or unset DATABASE_URL, and start again with --reset."
        )
    if folder.exists():
        shutil.rmtree(folder)


def _load(folder: Path) -> None:
    """Set up, and tell the cast's stories unless they were told in full before."""
    from cairn.cli.installing import prepare

    prepare(folder)
    if (folder / TOLD).exists():
        return
    from cairn.demo import story

    say("Telling the cast's stories (once) ...")
    (folder / TELLING).touch()
    story.load()
    (folder / TELLING).rename(folder / TOLD)
