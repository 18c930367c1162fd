"""Bringing past awards on the page: a list is checked, then awarded by the worker, and its faults are taken along."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cairn.demo.stage import Stage
from cairn.domain.issuing.models import Award, Import
from cairn.domain.outbox.models import Message
from cairn.workflows import tasks

HOME = reverse("organization:past", args=["cedar-hollow"])
LIST = (
    b"e-mail,name,micro-credential,earned on\n"
    b"pia@example.org,Pia,exit-tickets,2019-05-24\n"
    b"nobody,Pia,exit-tickets,2019-05-24\n"
)


def bring(browser: Client, content: bytes = LIST) -> Import | None:
    answer = browser.post(HOME, {"file": SimpleUploadedFile("2019.csv", content), "first_edition": "on"})
    return Import.objects.get() if answer.status_code == 302 else None


def address(run: Import, name: str = "past_import") -> str:
    return reverse(f"organization:{name}", args=["cedar-hollow", run.public_id])


def test_a_list_goes_from_checked_to_done(ruth: Client) -> None:
    assert "No list yet" in ruth.get(HOME).text
    run = bring(ruth)
    assert run is not None
    page = ruth.get(address(run)).text
    assert ("1 row is ready" in page, "1 row to mend" in page, Award.objects.count()) == (True, True, 0)
    ruth.post(address(run, "begin_import"))
    assert "0 of 1 rows are done." in ruth.get(address(run), headers={"HX-Request": "true"}).text
    tasks.run_all(timezone.now())
    assert "1 badge is issued" in ruth.get(address(run)).text
    assert (Award.objects.count(), Message.objects.filter(payload__kind="past_recorded").count()) == (1, 0)
    mend = ruth.get(address(run, "past_faults"))
    assert mend.text.splitlines()[1].startswith('nobody,Pia,exit-tickets,2019-05-24,3,"e-mail: ')
    assert "Done" in ruth.get(HOME).text
    assert reverse("organization:past", args=["cedar-hollow"]) in ruth.get(HOME.replace("past/", "")).text


def test_a_list_is_thrown_away_with_the_names_in_it(ruth: Client) -> None:
    run = bring(ruth)
    assert run is not None
    ruth.post(address(run, "discard_import"))
    assert (run.rows.count(), ruth.get(address(run)).status_code) == (0, 404)


@pytest.mark.parametrize("content", [b"", b"e-mail\n", b"\xff\xff"])
def test_a_file_that_cannot_be_read_says_so_beside_the_field(ruth: Client, content: bytes) -> None:
    assert bring(ruth, content) is None
    assert Import.objects.count() == 0


def test_the_public_page_of_a_past_badge_says_whose_word_it_is(ruth: Client, stage: Stage) -> None:
    run = bring(ruth)
    assert run is not None
    ruth.post(address(run, "begin_import"))
    tasks.run_all(timezone.now())
    award = Award.objects.get()
    page = reverse("public:badge", args=[award.public_id])
    assert Client().get(page).status_code == 404
    owner = Client()
    owner.force_login(award.earner)
    shown = owner.get(page).text
    assert ("From the issuer’s own records" in shown, "Judged by evaluators" in shown) == (
        True,
        False,
    )
    mine = owner.get(reverse("earner:award", args=[award.public_id])).text
    assert "recorded it from its own records" in mine


def test_the_same_fault_in_many_rows_is_told_once(ruth: Client) -> None:
    rows = [f"p{number}@example.org,Pia {number},exit tickts,2019-05-24" for number in range(14)]
    run = bring(ruth, "\n".join([LIST.decode().splitlines()[0], *rows]).encode())
    assert run is not None
    page = ruth.get(address(run)).text
    told = "2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 2 more"
    assert (told in page, page.count("<td>exit tickts</td>"), "14 rows to mend" in page) == (True, 1, True)
