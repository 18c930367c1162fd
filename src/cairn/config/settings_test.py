"""Settings for the tests: the real ones in demo mode, with a data folder that is thrown away."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# What a developer set for her own installation must not reach the tests; DATABASE_URL alone is let through.
for _name in [name for name in os.environ if name.startswith("CAIRN_") and name != "CAIRN_TEST_DATA"]:
    del os.environ[_name]
if "CAIRN_TEST_DATA" not in os.environ:
    os.environ["CAIRN_TEST_DATA"] = tempfile.mkdtemp(prefix="cairn-tests-")
    atexit.register(shutil.rmtree, os.environ["CAIRN_TEST_DATA"], ignore_errors=True)
# Processes that a test starts find their worker's folder again; workers never share one.
_data = Path(os.environ["CAIRN_TEST_DATA"]) / os.environ.get("PYTEST_XDIST_WORKER", "main")
_data.mkdir(parents=True, exist_ok=True)
os.environ |= {
    "CAIRN_DATA": str(_data),
    "CAIRN_DEMO": "yes",
    "CAIRN_SECRET_KEY": "tests-only " * 5,
    "PUBLIC_URL": "http://127.0.0.1:8000",
    "CAIRN_HOSTS": "127.0.0.1 localhost testserver",
}

from cairn.config.settings import *  # noqa: E402, F403
from cairn.config.settings import CACHES, DATABASES, STORAGES  # noqa: E402  # after the environment

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that threads and processes of one test meet in it as they do in earnest.
    DATABASES["default"]["TEST"] = {"NAME": str(_data / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"] |= {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    }
else:
    # A connection kept by a thread of the live server would stop the test database from being dropped.
    DATABASES["default"]["CONN_MAX_AGE"] = 0

LEDGER_GUARDS = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
