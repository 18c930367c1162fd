"""Instructing: what an organization owes under its policies, worked out as often as one likes and paid once.

Few people are looked at while the page waits, more of them by the worker. What was cut off begins anew and pays nobody
twice: each payment has one key.
"""

from cairn.workflows.instructing.owing import paying_keys
from cairn.workflows.instructing.running import CHANNEL, ask, run
from cairn.workflows.instructing.working import Worked, export, work_out

__all__ = ["CHANNEL", "Worked", "ask", "export", "paying_keys", "run", "work_out"]
