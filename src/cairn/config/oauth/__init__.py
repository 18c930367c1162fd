"""Settings for programs that people let at their badges: RFC 6749 and 7636 as RFC 9700 recommends, and nothing else.

The library's tables come in one step of ours (`migrations`): its own twenty-two take longer than all our own.
"""

from __future__ import annotations

from typing import Any, Final

MODELS: Final = {
    "APPLICATION": "Application",
    "GRANT": "Grant",
    "ACCESS_TOKEN": "AccessToken",
    "REFRESH_TOKEN": "RefreshToken",
    "ID_TOKEN": "IDToken",
    "DEVICE_GRANT": "DeviceGrant",
}
"""Its models by the names of the settings that tell of them: where migrations are ours, it asks for each."""


def model_settings() -> dict[str, str]:
    return {f"OAUTH2_PROVIDER_{name}_MODEL": f"oauth2_provider.{model}" for name, model in MODELS.items()}


def provider(public_url: str, *, https: bool) -> dict[str, Any]:
    """`OAUTH2_PROVIDER` of a site at this address; without TLS, redirects may do without it too."""
    return {
        "SCOPES_BACKEND_CLASS": "cairn.web.api.oauth.scopes.Scopes",
        "OAUTH2_SERVER_CLASS": "oauthlib.oauth2.WebApplicationServer",
        "OIDC_ISS_ENDPOINT": public_url,
        "PKCE_REQUIRED": True,
        "ALLOWED_REDIRECT_URI_SCHEMES": ["https"] if https else ["https", "http"],
        "AUTHORIZATION_CODE_EXPIRE_SECONDS": 300,
        "ACCESS_TOKEN_EXPIRE_SECONDS": 3_600,
        "REFRESH_TOKEN_EXPIRE_SECONDS": 90 * 24 * 3_600,
        "REFRESH_TOKEN_REUSE_PROTECTION": True,
        "DCR_ENABLED": True,
        "DCR_REGISTRATION_PERMISSION_CLASSES": ["cairn.web.api.oauth.registering.WithinLimit"],
        "OAUTH2_RESPONSE_TYPES_SUPPORTED": ["code"],
        "OAUTH2_GRANT_TYPES_SUPPORTED": ["authorization_code", "refresh_token"],
        "OAUTH2_TOKEN_ENDPOINT_AUTH_METHODS_SUPPORTED": ["client_secret_basic", "client_secret_post", "none"],
        "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
        "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
        "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
        "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
        "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
        "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    }
