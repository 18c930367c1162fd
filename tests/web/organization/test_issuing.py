"""Who answers for what an organization issues sees its keys, rotates and gives them up, and has badges signed again."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from cairn.domain.issuing import queries
from cairn.domain.issuing.models import AccessToken, SigningKey
from cairn.workflows import keys, tasks

PAGE = "/organizations/cedar-hollow/issuing/"


@pytest.fixture
def key(award) -> SigningKey:
    """The key that Dana's badge is signed with."""
    return SigningKey.objects.get(credentials__award=award)


def address(key: SigningKey, then: str = "") -> str:
    return f"{PAGE}keys/{key.public_id}/{then}"


def picture(kind: str = "JPEG", size: int = 900) -> SimpleUploadedFile:
    written = BytesIO()
    Image.new("RGB", (size, size // 2), "teal").save(written, kind)
    return SimpleUploadedFile(f"seal.{kind.lower()}", written.getvalue(), f"image/{kind.lower()}")


def test_a_key_is_rotated_once_however_often_the_button_is_pressed(ruth, key):
    send = {"kind": "Ed25519", "instead_of": str(key.public_id)}
    first, second = (ruth.post(f"{PAGE}rotate/", send)["Location"] for _ in range(2))
    new = SigningKey.objects.get(organization=key.organization, retired_at=None)
    assert (first, second) == (address(new), address(new))
    page = ruth.get(PAGE).content.decode()
    assert (page.count("In use"), page.count("Retired"), "1 badge bears it" in page) == (1, 1, True)


def test_the_first_key_of_a_kind_is_made_on_the_page(ruth, key):
    assert "Make a key: Badges as JWT" in ruth.get(PAGE).content.decode()
    ruth.post(f"{PAGE}rotate/", {"kind": "P-256"})
    assert "Make a key: Badges as JWT" not in ruth.get(PAGE).content.decode()


def test_a_key_store_that_fails_is_told_on_the_page(ruth, key, settings):
    settings.KEY_PLACE = "pkcs11"
    told = ruth.post(f"{PAGE}rotate/", {"kind": "P-256"}, follow=True).content.decode()
    assert "Set CAIRN_PKCS11_LIBRARY" in told


def test_giving_up_a_key_needs_day_reason_and_short_name(ruth, key):
    nothing = ruth.post(address(key, "compromise/"), {})
    wrong = ruth.post(
        address(key, "compromise/"), {"since": "2020-01-01", "reason": "Lost", "typed": "Cedar Hollow"}
    )
    assert (nothing.status_code, wrong.status_code) == (422, 422)
    told = wrong.content.decode()
    assert ["type cedar-hollow exactly" in told, "Give a day between" in told] == [True, True]
    key.refresh_from_db()
    assert (key.compromised_at, key.retired_at) == (None, None)


def test_a_key_is_given_up_and_its_badges_are_signed_again(ruth, key):
    day = timezone.localdate().isoformat()
    given_up = ruth.post(
        address(key, "compromise/"), {"since": day, "reason": "Lost", "typed": "cedar-hollow"}
    )
    assert given_up["Location"] == address(key)
    assert "Sign 1 badge again" in ruth.get(address(key)).content.decode()
    ruth.post(address(key, "sign-again/"))
    part = ruth.get(address(key), headers={"HX-Request": "true"}).content.decode()
    assert ("every 2s" in part, "being signed again" in part, "<html" in part) == (True, True, False)
    tasks.run_all(timezone.now())
    done = ruth.get(address(key)).content.decode()
    assert ("Nothing is left" in done, "every 2s" in done) == (True, False)
    public = ruth.get("/issuers/cedar-hollow/").content.decode()
    assert "not to be trusted since" in public


def test_the_profile_stands_in_badges_issued_from_now_on_and_on_the_public_page(ruth, stage, award):
    before = award.credential.text
    saved = ruth.post(PAGE, {"email": "badges@cedar.example", "image": picture(), "keep": "on"})
    assert saved.status_code == 302
    shown = ruth.get("/issuers/cedar-hollow/image.png")
    with Image.open(BytesIO(shown.content)) as kept:
        assert (shown["Content-Type"], kept.format, kept.size) == ("image/png", "PNG", (512, 256))
    assert "badges@cedar.example" in ruth.get("/issuers/cedar-hollow/").content.decode()
    award.credential.refresh_from_db()
    assert award.credential.text == before
    ruth.post(PAGE, {"email": "", "keep": "on"})
    assert ruth.get("/issuers/cedar-hollow/image.png").status_code == 200
    ruth.post(PAGE, {"email": ""})
    assert ruth.get("/issuers/cedar-hollow/image.png").status_code == 404


def test_what_is_no_picture_is_told_at_the_field(ruth, key):
    words = SimpleUploadedFile("seal.png", b"not a picture", "image/png")
    for wrong, told in ((words, "PNG, JPEG or WebP."), (picture("BMP"), "not huge")):
        answer = ruth.post(PAGE, {"email": "", "image": wrong})
        assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_the_page_asks_as_much_for_many_keys_as_for_one(ruth, key, django_assert_max_num_queries):
    for _ in range(3):
        keys.rotate(organization=key.organization, by=None, at=timezone.now())
    with django_assert_max_num_queries(20):
        ruth.get(PAGE)
    assert queries.keys_of(key.organization).count() == 4


def test_a_program_gets_a_token_that_is_shown_once_and_taken_back(ruth, key):
    address = f"{PAGE}programs/"
    shown = ruth.post(address, {"name": "Records bridge", "letters": "on"}).content.decode()
    secret = re.search(r"cairn_[\w-]{43}", shown)
    token = AccessToken.objects.get()
    assert (secret is not None, token.name, token.run.letters) == (True, "Records bridge", True)
    assert (secret and secret[0] in ruth.get(address).content.decode()) is False
    ruth.post(f"{address}{token.public_id}/revoke/")
    assert "Taken back" in ruth.get(address).content.decode()
