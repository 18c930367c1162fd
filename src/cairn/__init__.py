"""Cairn: an open, self-hosted platform for educator micro-credentials."""

import os

__version__ = "0.1.0"

# Before NumPy loads: its matrices here are small, and threads of its own would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
