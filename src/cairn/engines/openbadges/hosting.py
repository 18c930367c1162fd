"""What a host of badges says to other programs: the Open Badges 3.0 API (section 6), apart from its transport."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal
from urllib.parse import unquote, urlencode

BASE: Final = "/ims/ob/v3p0"
_SCOPE: Final = "https://purl.imsglobal.org/spec/ob/v3p0/scope/"
READ: Final = f"{_SCOPE}credential.readonly"
UPSERT: Final = f"{_SCOPE}credential.upsert"
READ_PROFILE: Final = f"{_SCOPE}profile.readonly"
UPDATE_PROFILE: Final = f"{_SCOPE}profile.update"

Minor = Literal[
    "forbidden",
    "fullsuccess",
    "internal_server_error",
    "invalid_data",
    "invalid_query_parameter",
    "not_acceptable",
    "not_allowed",
    "not_found",
    "not_modified",
    "server_busy",
    "unauthorizedrequest",
    "unknown",
]
Comparison = Literal["different", "newer", "not newer"]


def status_info(minor: Minor, text: str, *, failed: bool = True) -> dict[str, Any]:
    """`Imsx_StatusInfo` (OB 3.0, B.8.3): what went wrong, for a program and for a person."""
    field = {"imsx_codeMinorFieldName": "cairn", "imsx_codeMinorFieldValue": minor}
    return {
        "imsx_codeMajor": "failure" if failed else "success",
        "imsx_severity": "error" if failed else "status",
        "imsx_description": text,
        "imsx_codeMinor": {"imsx_codeMinorField": [field]},
    }


@dataclass(frozen=True, slots=True)
class Service:
    """A host as its service description tells of it; every address is absolute."""

    name: str
    home: str
    terms: str
    privacy: str
    image: str
    authorize: str
    token: str
    register: str
    scopes: Mapping[str, str]


def service_description(service: Service) -> dict[str, Any]:
    """The document of `GET /discovery` (OB 3.0, 6.1): where to register, where to ask the holder, and for what."""
    flow = {
        "authorizationUrl": service.authorize,
        "tokenUrl": service.token,
        "refreshUrl": service.token,
        "scopes": dict(service.scopes),
    }
    scheme = {
        "type": "oauth2",
        "description": "OAuth 2.0 authorization code grant; PKCE with S256 is required.",
        "x-imssf-registrationUrl": service.register,
        "flows": {"authorizationCode": flow},
    }
    return {
        "openapi": "3.0.1",
        "info": {
            "title": service.name,
            "version": "3.0",
            "termsOfService": service.terms,
            "x-imssf-privacyPolicyUrl": service.privacy,
            "x-imssf-image": service.image,
        },
        "servers": [{"url": service.home + BASE}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {"OAuth2ACG": scheme},
            "schemas": {"Imsx_StatusInfo": _STATUS_INFO},
        },
    }


_WHOLE: Final = {"type": "integer", "format": "int32"}
_STATUS: Final = {"application/json": {"schema": {"$ref": "#/components/schemas/Imsx_StatusInfo"}}}
_OBJECT: Final = {"type": "object"}
_JWT: Final = {"type": "string", "pattern": r"^[a-zA-Z0-9_-]+\.[a-zA-Z0-9_-]*\.[a-zA-Z0-9_-]+$"}
_CREDENTIALS: Final = {
    "type": "object",
    "properties": {
        "credential": {"type": "array", "items": _OBJECT},
        "compactJwsString": {"type": "array", "items": _JWT},
    },
}
_PROFILE: Final = {
    "type": "object",
    "required": ["id", "type"],
    "properties": {
        "id": {"type": "string"},
        "type": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "name": {"type": "string"},
        "email": {"type": "string"},
    },
}
_STATUS_INFO: Final = {
    "type": "object",
    "required": ["imsx_codeMajor", "imsx_severity"],
    "properties": {
        "imsx_codeMajor": {"enum": ["failure", "processing", "success", "unsupported"]},
        "imsx_severity": {"enum": ["error", "status", "warning"]},
        "imsx_description": {"type": "string"},
        "imsx_codeMinor": _OBJECT,
    },
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One of the standard's operations (OB 3.0, 6.1.1): what it takes, by media type, and what it answers."""

    path: str
    method: str
    name: str
    scope: str
    answers: Mapping[str, Mapping[str, Any]]
    takes: Mapping[str, Mapping[str, Any]] | None = None
    asked: Mapping[str, Mapping[str, Any]] | None = None

    def described(self) -> dict[str, Any]:
        """As an operation of OpenAPI 3.0."""
        answers = {status: _answer(forms) for status, forms in self.answers.items()}
        failures = {"400", "401", "403", "405", "413", "415"} if self.scope else {"405"}
        answers |= {status: {"description": "See the status.", "content": _STATUS} for status in failures}
        told: dict[str, Any] = {"operationId": self.name, "responses": answers}
        if self.scope:
            told["security"] = [{"OAuth2ACG": [self.scope]}]
        if self.asked:
            told["parameters"] = [
                {"name": name, "in": "query", "schema": schema} for name, schema in self.asked.items()
            ]
        if self.takes:
            told["requestBody"] = {"required": True, "content": _content(self.takes)}
        return told


def _answer(forms: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": "As asked.", **({"content": _content(forms)} if forms else {})}


def _content(forms: Mapping[str, Any]) -> dict[str, Any]:
    return {media: {"schema": schema} for media, schema in forms.items()}


_ONE: Final = {"application/json": _OBJECT, "text/plain": _JWT}
OPERATIONS: Final = (
    Operation("/discovery", "get", "getServiceDescription", "", {"200": {"application/json": _OBJECT}}),
    Operation(
        "/credentials",
        "get",
        "getCredentials",
        READ,
        {"200": {"application/json": _CREDENTIALS}},
        asked={
            "limit": {**_WHOLE, "minimum": 1},
            "offset": {**_WHOLE, "minimum": 0},
            "since": {"type": "string", "format": "date-time"},
        },
    ),
    Operation(
        "/credentials", "post", "upsertCredential", UPSERT, {"200": _ONE, "201": _ONE, "304": {}}, takes=_ONE
    ),
    Operation("/profile", "get", "getProfile", READ_PROFILE, {"200": {"application/json": _PROFILE}}),
    Operation(
        "/profile",
        "put",
        "putProfile",
        UPDATE_PROFILE,
        {"200": {"application/json": _PROFILE}, "304": {}},
        takes={"application/json": _PROFILE},
    ),
)


def _paths() -> dict[str, dict[str, Any]]:
    paths: dict[str, dict[str, Any]] = {}
    for each in OPERATIONS:
        paths.setdefault(each.path, {})[each.method] = each.described()
    return paths


@dataclass(frozen=True, slots=True)
class Window:
    """Which credentials of a longer list are asked for (OB 3.0, 6.2.2)."""

    limit: int
    offset: int
    since: datetime | None = None

    def links(self, address: str, total: int) -> str:
        """The value of the `Link` header (RFC 8288): the first, last, next and previous page, where there is one."""
        last = max(0, (total - 1) // self.limit * self.limit)
        offsets = {
            "first": 0,
            "last": last,
            "next": self.offset + self.limit,
            "prev": self.offset - self.limit,
        }
        if offsets["next"] >= total:
            del offsets["next"]
        if self.offset == 0:
            del offsets["prev"]
        return ", ".join(
            f'<{self._page(address, max(0, offset))}>; rel="{name}"' for name, offset in offsets.items()
        )

    def _page(self, address: str, offset: int) -> str:
        asked = {"limit": str(self.limit), "offset": str(offset)}
        if self.since:
            asked["since"] = self.since.isoformat().replace("+00:00", "Z")
        return f"{address}?{urlencode(asked)}"


def compare(one: Mapping[str, Any], other: Mapping[str, Any]) -> Comparison:
    """Whether two credentials are the same one, and whether `one` is the newer (OB 3.0, 8.4).

    They are the same when their ids and their issuers' ids are; which is newer tells `validFrom`, or `issuanceDate`
    in documents of the older data model. One without an id is the same as none.
    """
    ids = [list(_names(each)) for each in (one, other)]
    if not all(ids[0]) or ids[0] != ids[1]:
        return "different"
    return "newer" if _begun(one) > _begun(other) else "not newer"


def _names(credential: Mapping[str, Any]) -> Iterator[str]:
    issuer = credential.get("issuer")
    for found in (credential.get("id"), issuer.get("id") if isinstance(issuer, Mapping) else issuer):
        yield unquote(found) if isinstance(found, str) else ""


def _begun(credential: Mapping[str, Any]) -> datetime:
    """When it begins to hold; one that does not say is older than any that does."""
    try:
        begun = datetime.fromisoformat(str(credential.get("validFrom") or credential.get("issuanceDate")))
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return begun if begun.tzinfo else begun.replace(tzinfo=UTC)
