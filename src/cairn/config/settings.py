"""Django settings, all from the environment; docs/guides/settings.md documents each."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from cairn.config.oauth import model_settings, provider
from cairn.engines.environment import Environment, SettingError, database

env = Environment(os.environ)
HERE = Path(__file__).resolve().parent

DEMO = env.flag("CAIRN_DEMO")
DEBUG = env.flag("CAIRN_DEBUG")
DATA_FOLDER = env.folder("CAIRN_DATA", "cairn-data")
PUBLIC_URL = env.address("PUBLIC_URL", "http://127.0.0.1:8000" if DEMO or DEBUG else "")


def _secret_key() -> str:
    """`CAIRN_SECRET_KEY`, or the key that `cairn init` wrote into the data folder."""
    written = DATA_FOLDER / "secret-key"
    key = env.text("CAIRN_SECRET_KEY") or (written.read_text().strip() if written.exists() else "")
    if len(key) < 32:
        raise SettingError(
            "There is no secret key. Run `cairn init` to write one into the data folder, "
            "or set CAIRN_SECRET_KEY to at least 32 random characters."
        )
    return key


SECRET_KEY = _secret_key()
_own_hosts = "127.0.0.1 localhost [::1]" if DEMO or DEBUG else str(urlsplit(PUBLIC_URL).hostname)
ALLOWED_HOSTS = env.text("CAIRN_HOSTS", _own_hosts).split()
HTTPS = PUBLIC_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("CAIRN_BEHIND_PROXY") else None
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "cairn.web.shared.views.forged"
# So that sign-in is slowed down for each visitor, not for everybody who comes through the same proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE_PROXY_SSL_HEADER else 0

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "django_cotton.apps.SimpleAppConfig",
    *(
        f"cairn.domain.{name}"
        for name in (
            "outbox",
            "ledger",
            "people",
            "frameworks",
            "catalog",
            "stacks",
            "gating",
            "finding",
            "trust",
            "archives",
            "evidence",
            "calibration",
            "evaluation",
            "validity",
            "issuing",
            "examples",
            "records",
            "policies",
            "foreign",
            "approvals",
            "recognition",
            "plans",
            "coaching",
            "workshops",
            "portfolios",
        )
    ),
    "cairn.workflows",
    *(
        f"cairn.web.{name}"
        for name in (
            "shared",
            "public",
            "account",
            "earner",
            "evaluator",
            "author",
            "coach",
            "recognizer",
            "organization",
            "api",
        )
    ),
    # After our own pages, whose templates replace its.
    "allauth",
    "allauth.account",
    "oauth2_provider",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cairn.web.shared.middleware.ContentPolicy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    # What needs to know nobody is answered here, before all that is for people at browsers.
    "cairn.web.api.programs.Programs",
    "cairn.web.public.visitors.Visitors",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cairn.web.shared.middleware.OwnClock",
    "cairn.web.shared.middleware.ShutUnlessPublic",
]

ROOT_URLCONF = "cairn.config.urls"
WSGI_APPLICATION = "cairn.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cairn.web.shared.context.site",
            ],
        },
    }
]
COTTON_DIR = "cotton"

DATABASES = {"default": database(env.text("DATABASE_URL"), folder=DATA_FOLDER)}
DATABASE_CONNECTIONS = env.number("CAIRN_DATABASE_CONNECTIONS", 8, least=1)
# The triggers that keep the ledger append-only; only tests, which flush tables, go without.
LEDGER_GUARDS = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    # Pages for visitors, each process its own: some 20 KB each.
    "copies": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "copies",
        "TIMEOUT": 15 * 60,
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    },
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "cairn.web.account.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"

ACCOUNT_RATE_LIMITS |= {"register_program": "30/h/ip"}

MIGRATION_MODULES = {"oauth2_provider": "cairn.config.oauth.migrations"}
OAUTH2_PROVIDER = provider(PUBLIC_URL, https=HTTPS)
globals().update(model_settings())

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

STORAGE_URL = env.text("CAIRN_STORAGE", (DATA_FOLDER / "files").as_uri())
KEYS_FOLDER = env.folder("CAIRN_KEYS", str(DATA_FOLDER / "keys"))
KEY_PLACE = env.choice("CAIRN_KEY_PLACE", "folder", ("folder", "environment", "pkcs11"))
HANDED_KEYS = env.text("CAIRN_HANDED_KEYS")
PKCS11_LIBRARY = env.text("CAIRN_PKCS11_LIBRARY")
PKCS11_TOKEN = env.text("CAIRN_PKCS11_TOKEN")
PKCS11_PIN = env.text("CAIRN_PKCS11_PIN") or env.text_in("CAIRN_PKCS11_PIN_FILE")
if urlsplit(STORAGE_URL).scheme not in {"file", "s3"}:
    raise SettingError(
        f"CAIRN_STORAGE is “{STORAGE_URL}”. Set it to file:///a/folder or s3://bucket/prefix, "
        "or leave it empty to keep files in the data folder."
    )
UPLOAD_LIMIT_MB = env.number("CAIRN_UPLOAD_LIMIT_MB", 1024, least=1)

API_A_MINUTE = env.number("CAIRN_API_A_MINUTE", 6_000, least=1)

LOOK_AT_LINKS = env.flag("CAIRN_LOOK_AT_LINKS", not DEMO)
LOOK_UP_BADGES = env.flag("CAIRN_LOOK_UP_BADGES", not DEMO)
# Only tests set it: they have no other site to ask than their own machine.
LINKS_MAY_LEAD_INSIDE = False

# The operator's own pages, in place of ours.
PRIVACY_PAGE = env.page("CAIRN_PRIVACY_PAGE")
TERMS_PAGE = env.page("CAIRN_TERMS_PAGE")

CAIRN_MAIL_FOLDER = env.folder("CAIRN_MAIL_FOLDER", str(DATA_FOLDER / "mail"))
DEFAULT_FROM_EMAIL = env.text("CAIRN_MAIL_FROM", "Cairn <cairn@localhost>")
LETTERS_A_MINUTE = env.number("CAIRN_LETTERS_A_MINUTE", 600, least=1)
EMAIL_HOST = env.text("CAIRN_SMTP_HOST", "localhost")
EMAIL_PORT = env.number("CAIRN_SMTP_PORT", 25, least=1)
EMAIL_HOST_USER = env.text("CAIRN_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("CAIRN_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("CAIRN_SMTP_TLS")
EMAIL_TIMEOUT = 20
_MAIL_BACKENDS = {
    "file": "cairn.adapters.mailing.filing.EmailBackend",
    "console": "django.core.mail.backends.console.EmailBackend",
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
}
MAIL = env.choice("CAIRN_MAIL", "file", tuple(_MAIL_BACKENDS))
EMAIL_BACKEND = _MAIL_BACKENDS[MAIL]

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [HERE.parent / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = DATA_FOLDER / "static"
# `cairn init` cuts the web fonts from their packages into this folder; before that it may be missing.
STATICFILES_DIRS = [DATA_FOLDER / "assets"]
SILENCED_SYSTEM_CHECKS = ["staticfiles.W004"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_FOLDER / "unused"},
    },
    "staticfiles": {"BACKEND": "cairn.web.shared.storage.HashedFiles"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"cairn": {"level": "INFO"}},
}
