"""Every address x everybody, as two tables to read: who may open it, and who may post to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from cairn.domain.catalog import commenting
from cairn.domain.catalog.models import DraftComment
from cairn.domain.coaching.models import Invitation
from cairn.domain.evaluation import operations as evaluation
from cairn.domain.evaluation.models import Moment
from cairn.domain.evidence.models import Consent, Piece, StoredFile, Upload
from cairn.domain.examples.models import Example
from cairn.domain.finding import operations as finding
from cairn.domain.finding.models import SavedSearch
from cairn.domain.people import operations as people
from cairn.domain.people.models import Copy, Membership, Person, Role
from cairn.domain.portfolios.tokens import token_of
from cairn.workflows import uploading
from tests.decided import Decided
from tests.remembering import remembered
from tests.stories import world as worlds
from tests.stories.places import FRAMEWORK, STATEMENT, proof_of
from tests.stories.world import World
from tests.walk import LONG_AGO

# One of the cast, or somebody made for the table who holds one role in one organization and nothing else.
# Dana's morning meeting is Harpeth State's; her award and the reading that Aisha holds are Cedar Hollow's.
CAST: dict[str, str | tuple[Role, str]] = {
    "vis": "",  # a visitor
    "own": "dana-brown",  # the earner whose work it is
    "ear": (Role.EARNER, "cedar-hollow"),
    "coa": "marcus-bell",  # the coach whom she invited; the work in the reading is his
    "co2": (Role.COACH, "harpeth-state"),  # a coach whom nobody invited
    "eva": "aisha-rahman",  # the evaluator who holds the reading
    "ev2": (Role.EVALUATOR, "cedar-hollow"),  # an evaluator who does not
    "lea": (Role.LEAD, "cedar-hollow"),
    "aut": (Role.AUTHOR, "harpeth-state"),
    "au2": (Role.AUTHOR, "cedar-hollow"),  # of another organization than the draft's
    "rec": (Role.RECOGNIZER, "cedar-hollow"),
    "re2": (Role.RECOGNIZER, "tennessee"),  # of another organization than the filing's
    "adm": (Role.ADMINISTRATOR, "cedar-hollow"),
    "ad2": (Role.ADMINISTRATOR, "harpeth-state"),
    "iss": (Role.ISSUER, "cedar-hollow"),
    "is2": (Role.ISSUER, "harpeth-state"),
    "str": "nora-quill",  # administrator of a district that has nothing to do with the others
}

# ok opens; to leads on to another page; in asks to sign in; no is refused (403); -- does not exist for her (404).
OPENS = """
address                                vis own ear coa co2 eva ev2 lea aut au2 rec re2 adm ad2 iss is2 str
public:catalog                         ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:micro_credential                ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:changes                         ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:edition                         ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:edition_text                    ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:example                         ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:example          allowed        --  --  --  --  --  --  --  --  ok  --  --  --  --  --  --  --  --
public:example_file                    ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:example_file     allowed        --  --  --  --  --  --  --  --  ok  --  --  --  --  --  --  --  --
public:validity                        ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:validity_endorsement            ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:validity_json                   ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:edition_art                     ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:badge                           ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:badge            one hidden     --  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
public:credential                      ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:credential       one hidden     --  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
public:badge_svg                       ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:badge_svg        one hidden     --  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
public:badge_png                       ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:badge_png        one hidden     --  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
public:certificate                     ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:certificate      one hidden     --  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
public:endorsement      of nothing     --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
public:badge_id                        ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:badge_id         one hidden     --  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
public:badge_jwt        needs HTTPS    --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
public:badge_jwt        one hidden     --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
public:badge_ob2        no e-mail      --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
public:badge_embed                     ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:badge_embed      one hidden     --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
public:evidence         it is words    --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
public:shared                          ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:collection                      ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:collection_pdf                  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:collection_embed                ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:moved_badge_file                301 301 301 301 301 301 301 301 301 301 301 301 301 301 301 301 301
public:moved_badge_file one hidden     301 301 301 301 301 301 301 301 301 301 301 301 301 301 301 301 301
public:achievement                     to  to  to  to  to  to  to  to  to  to  to  to  to  to  to  to  to
public:achievement_id                  to  to  to  to  to  to  to  to  to  to  to  to  to  to  to  to  to
public:achievement_ob2  no e-mail      --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
public:frameworks                      ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:framework                       ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:framework_item                  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:stacks                          ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:stack                           ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:stack_edition                   ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:stack_text                      ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:stack_art                       ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:compare                         ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:feed                            ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:sitemap                         ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:sitemap_part                    ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:robots                          ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:searches                        in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:policies                        ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:policies_csv                    ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:policies_json                   ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:policy                          ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:policy_text                     ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:privacy                         ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:terms                           ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:verify                          ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:issuer                          ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:did              needs HTTPS    --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
public:status_list                     ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:status_list_of_key              ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:issuer_id                       ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:issuer_ob2       no e-mail      --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
public:own_did          needs HTTPS    --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
public:moved_status_list               301 301 301 301 301 301 301 301 301 301 301 301 301 301 301 301 301
public:moved_status_copy               301 301 301 301 301 301 301 301 301 301 301 301 301 301 301 301 301
public:issuer_image     has none       --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
account:cast            the demo's     ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
account:me                             in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
account:data                           in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
account:take_copy                      in  no  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
account:erase                          in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
account:programs                       in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
account:merge                          in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
account:prove                          in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
account:merge_sure                     in  to  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
account_login                          ok  to  to  to  to  to  to  to  to  to  to  to  to  to  to  to  to
account_signup                         ok  to  to  to  to  to  to  to  to  to  to  to  to  to  to  to  to
account_reset_password                 ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
account_reset_password_done            ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
account_reset_password_from_key        ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
account_reset_password_from_key_done   ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
account_email_verification_sent        ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
account_confirm_email                  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
account_email                          in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
account_change_password                in  ok  to  to  to  to  to  to  to  to  to  to  to  to  to  to  to
account_set_password                   in  to  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
account_logout                         to  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
account_inactive                       ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
account_reauthenticate                 in  ok  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
account_confirm_login_code             to  to  to  to  to  to  to  to  to  to  to  to  to  to  to  to  to
earner:home                            in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
earner:attempt                         in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:part                            in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:check                           in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:appeal                          in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:example                         in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:result                          in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:question                        in  --  --  ok  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:proposals                       in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
earner:proposal                        in  ok  --  ok  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:stacks                          in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
earner:stack                           in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:build_stack                     in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:workshops                       in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
earner:workshop                        in  ok  ok  ok  --  ok  ok  ok  --  ok  ok  --  ok  --  ok  --  --
earner:type_code                       in  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:join                            in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
earner:carry                           in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
earner:archive                         in  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  ok
earner:arrive                          in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
earner:arrival                         in  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  ok
earner:portfolio                       in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
public:foreign                         --  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
public:foreign_picture                 --  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
public:foreign_json                    --  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:elsewhere                       in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
earner:elsewhere_add                   in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
earner:elsewhere_one                   in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:elsewhere_original              in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:elsewhere_picture               in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:elsewhere_file                  in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:worth                           in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
earner:worth_add                       in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
earner:worth_hold                      in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
earner:worth_one                       in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:worth_change                    in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:worth_records                   in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
earner:worth_record_add                in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
earner:worth_record                    in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:worth_paper                     in  ok  no  no  no  no  no  no  no  no  no  ok  no  no  no  no  no
earner:approvals                       in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
earner:ask_approval                    in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:approval                        in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:decision                        in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:transcript                      in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:worth_sight                     in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
earner:collections                     in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
earner:collection                      in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:links                           in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
earner:award                           in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
coach:home                             in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
coach:attempt                          in  no  no  ok  no  no  no  no  no  no  no  no  no  no  no  no  no
coach:workshops                        in  no  no  ok  ok  no  no  no  no  no  no  no  ok  ok  no  no  ok
coach:new_workshop                     in  no  no  ok  ok  no  no  no  no  no  no  no  ok  ok  no  no  ok
coach:workshop                         in  no  no  ok  --  no  no  no  no  no  no  no  ok  --  no  no  --
coach:edit_workshop                    in  no  no  ok  --  no  no  no  no  no  no  no  ok  --  no  no  --
coach:workshop_sheet                   in  no  no  ok  --  no  no  no  no  no  no  no  ok  --  no  no  --
evaluator:queue                        in  no  no  no  no  ok  ok  ok  no  no  no  no  no  no  no  no  no
evaluator:sheet                        in  no  no  no  no  ok  no  no  no  no  no  no  no  no  no  no  no
evaluator:recognize                    in  no  no  no  no  ok  no  no  no  no  no  no  no  no  no  no  no
evaluator:harm                         in  no  no  no  no  ok  no  no  no  no  no  no  no  no  no  no  no
evaluator:incomplete                   in  no  no  no  no  ok  no  no  no  no  no  no  no  no  no  no  no
evaluator:page          of a sound     in  no  no  no  no  --  no  no  no  no  no  no  no  no  no  no  no
evaluator:statement                    in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
evaluator:statement_table               in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
evaluator:reports                      in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
evaluator:report                       in  no  no  no  no  no  no  no  no  no  no  no  ok  no  no  no  no
evaluator:contacts                     in  no  no  no  no  no  no  no  no  no  no  no  ok  no  no  no  no
evaluator:partners                     in  no  no  no  no  no  no  no  no  no  no  no  ok  no  no  no  no
evaluator:expertise                    in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
evaluator:payable                      in  no  no  no  no  no  no  ok  no  no  no  no  ok  no  no  no  no
evaluator:qualifications               in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
evaluator:qualification                in  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
evaluator:declare                      in  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
evaluator:lesson                       in  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
evaluator:anchor_sheet                 in  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
evaluator:pools                        in  no  no  no  no  no  no  ok  no  no  no  no  no  no  no  no  no
evaluator:pool                         in  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
evaluator:anchor                       in  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
evaluator:evaluator                    in  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
evaluator:workload                     in  no  no  no  no  no  no  ok  no  no  no  no  no  no  no  no  no
evaluator:disputes                     in  no  no  no  no  no  no  ok  no  no  no  no  no  no  no  no  no
evaluator:sides                        in  no  no  no  no  no  no  ok  no  no  no  no  no  no  no  no  no
evaluator:stuck                        in  no  no  no  no  no  no  ok  no  no  no  no  no  no  no  no  no
evaluator:feedback                     in  no  no  no  no  no  no  ok  no  no  no  no  no  no  no  no  no
evaluator:drift                        in  no  no  no  no  no  no  ok  no  no  no  no  no  no  no  no  no
evaluator:judging_rules                in  no  no  no  no  no  no  ok  no  no  no  no  no  no  no  no  no
evaluator:judging_log                  in  no  no  no  no  no  no  ok  no  no  no  no  no  no  no  no  no
evaluator:judging_log_table            in  no  no  no  no  no  no  ok  no  no  no  no  no  no  no  no  no
author:home                            in  no  no  no  no  no  no  no  ok  ok  no  no  no  no  no  no  no
author:examples                        in  no  no  no  no  no  no  ok  no  ok  no  no  no  no  no  no  no
author:example                         in  no  no  no  no  no  no  ok  no  ok  no  no  no  no  no  no  no
author:draft                           in  no  no  no  no  no  no  no  ok  no  no  no  no  no  no  no  no
author:preview                         in  no  no  no  no  no  no  no  ok  no  no  no  no  no  no  no  no
author:adopt                           in  no  no  no  no  no  no  no  ok  ok  no  no  no  no  no  no  no
author:begin_with_file                 in  no  no  no  no  no  no  no  ok  ok  no  no  no  no  no  no  no
author:template                        in  no  no  no  no  no  no  no  ok  ok  no  no  no  no  no  no  no
author:bring                           in  no  no  no  no  no  no  no  ok  no  no  no  no  no  no  no  no
author:yaml                            in  no  no  no  no  no  no  no  ok  no  no  no  no  no  no  no  no
author:spreadsheet                     in  no  no  no  no  no  no  no  ok  no  no  no  no  no  no  no  no
author:align                           in  no  no  no  no  no  no  no  ok  no  no  no  no  no  no  no  no
author:difference                      in  no  no  no  no  no  no  no  ok  no  no  no  no  no  no  no  no
author:gate                            in  no  no  no  no  no  no  no  ok  no  no  no  no  no  no  no  no
author:reviews                         in  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
author:review                          in  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
author:stacks                          in  no  no  no  no  no  no  no  ok  ok  no  no  no  no  no  no  no
author:stack                           in  no  no  no  no  no  no  no  ok  --  no  no  no  no  no  no  no
recognizer:credit                      in  no  no  no  no  no  no  no  no  no  ok  ok  no  no  no  no  no
recognizer:home                        in  no  no  no  no  no  no  no  no  no  ok  ok  ok  ok  no  no  ok
recognizer:policies                    in  no  no  no  no  no  no  no  no  no  ok  ok  ok  ok  no  no  ok
recognizer:policy                      in  no  no  no  no  no  no  no  no  no  ok  ok  ok  ok  no  no  ok
recognizer:policy_changes              in  no  no  no  no  no  no  no  no  no  ok  ok  ok  ok  no  no  ok
recognizer:policy_text                 in  no  no  no  no  no  no  no  no  no  ok  ok  ok  ok  no  no  ok
recognizer:policy_cases                in  no  no  no  no  no  no  no  no  no  ok  ok  ok  ok  no  no  ok
recognizer:adopt_policy                in  no  no  no  no  no  no  no  no  no  ok  ok  ok  ok  no  no  ok
recognizer:new_policy                  in  no  no  no  no  no  no  no  no  no  ok  ok  ok  ok  no  no  ok
recognizer:accept_lists                in  no  no  no  no  no  no  no  no  no  ok  ok  ok  ok  no  no  ok
recognizer:what_if                     in  no  no  no  no  no  no  no  no  no  ok  ok  ok  ok  no  no  ok
recognizer:roster                      in  no  no  no  no  no  no  no  no  no  ok  ok  ok  ok  no  no  ok
recognizer:policy_draft                in  no  no  no  no  no  no  no  no  no  ok  --  ok  --  no  no  --
recognizer:read_policy_draft           in  no  no  no  no  no  no  no  no  no  ok  --  ok  --  no  no  --
recognizer:use_policy                  in  no  no  no  no  no  no  no  no  no  ok  --  ok  --  no  no  --
recognizer:accept_list                 in  no  no  no  no  no  no  no  no  no  ok  --  ok  --  no  no  --
recognizer:trial                       in  no  no  no  no  no  no  no  no  no  ok  --  ok  --  no  no  --
recognizer:trial_table                 in  no  no  no  no  no  no  no  no  no  ok  --  ok  --  no  no  --
recognizer:approvals                   in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
recognizer:approvers                   in  no  no  no  no  no  no  no  no  no  ok  ok  ok  ok  no  no  ok
recognizer:approval                    in  --  --  --  --  --  --  --  --  --  ok  --  ok  --  --  --  --
recognizer:decisions                   in  no  no  no  no  no  no  no  no  no  ok  ok  ok  ok  no  no  ok
recognizer:decide                      in  no  no  no  no  no  no  no  no  no  ok  ok  ok  ok  no  no  ok
recognizer:decision                    in  no  no  no  no  no  no  no  no  no  ok  --  ok  --  no  no  --
recognizer:packet_file                 in  no  no  no  no  no  no  no  no  no  ok  --  ok  --  no  no  --
recognizer:waiver                      in  no  no  no  no  no  no  no  no  no  ok  --  ok  --  no  no  --
recognizer:payments                    in  no  no  no  no  no  no  no  no  no  ok  ok  ok  ok  no  no  ok
recognizer:batch                       in  no  no  no  no  no  no  no  no  no  ok  --  ok  --  no  no  --
recognizer:transcripts                 in  no  no  no  no  no  no  no  no  no  ok  ok  ok  ok  no  no  ok
recognizer:transcript                  in  no  no  no  no  no  no  no  no  no  ok  --  ok  --  no  no  --
recognizer:person_record               in  no  no  no  no  no  no  no  no  no  ok  --  ok  --  no  no  --
recognizer:filing                      in  no  no  no  no  no  no  no  no  no  ok  --  ok  --  no  no  --
recognizer:export       of Cedar       in  no  no  no  no  no  no  no  no  no  ok  --  ok  --  no  no  --
organization:mine                      in  ok  ok  ok  ok  ok  ok  to  ok  ok  ok  ok  to  to  to  to  to
organization:home                      in  no  no  no  no  no  no  ok  no  no  no  no  ok  no  ok  no  no
organization:about                     in  no  no  no  no  no  no  ok  no  no  no  no  ok  no  ok  no  no
organization:people                    in  no  no  no  no  no  no  ok  no  no  no  no  ok  no  ok  no  no
organization:goals                     in  no  no  no  no  no  no  ok  no  no  no  no  ok  no  ok  no  no
organization:goal                      in  no  no  no  no  no  no  ok  no  no  no  no  ok  no  ok  no  no
organization:panel                     in  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
organization:before_panel              in  ok  --  ok  --  ok  --  --  --  --  --  --  ok  --  --  --  --
organization:standards                 in  no  no  no  no  no  no  ok  no  ok  no  no  ok  no  ok  no  no
organization:standards_yaml            in  no  no  no  no  no  no  ok  no  ok  no  no  ok  no  ok  no  no
organization:edit_standards            in  no  no  no  no  no  no  no  no  ok  no  no  ok  no  no  no  no
organization:add_standard              in  no  no  no  no  no  no  no  no  ok  no  no  ok  no  no  no  no
organization:bring_standards           in  no  no  no  no  no  no  no  no  ok  no  no  ok  no  no  no  no
organization:newer_standards           in  no  no  no  no  no  no  no  no  ok  no  no  ok  no  no  no  no
organization:preview_standards         in  no  no  no  no  no  no  no  no  ok  no  no  ok  no  no  no  no
organization:standard                  in  no  no  no  no  no  no  no  no  ok  no  no  ok  no  no  no  no
organization:frameworks                in  no  no  no  no  no  no  ok  no  no  no  no  ok  no  ok  no  no
organization:framework                 in  no  no  no  no  no  no  ok  no  no  no  no  ok  no  ok  no  no
organization:issuing                   in  no  no  no  no  no  no  ok  no  no  no  no  ok  no  ok  no  no
organization:tokens                    in  no  no  no  no  no  no  no  no  no  no  no  ok  no  no  no  no
organization:key                       in  no  no  no  no  no  no  no  no  no  no  no  ok  no  ok  no  no
organization:known_issuers             in  no  no  no  no  no  no  ok  no  no  no  no  ok  no  ok  no  no
organization:known_issuer              in  no  no  no  no  no  no  ok  no  no  no  no  ok  no  ok  no  no
organization:awards                    in  no  no  no  no  no  no  no  no  no  no  no  ok  no  ok  no  no
organization:award                     in  no  no  no  no  no  no  no  no  no  no  no  ok  no  ok  no  no
organization:reissue                   in  no  no  no  no  no  no  no  no  no  no  no  ok  no  ok  no  no
organization:awards_table              in  no  no  no  no  no  no  no  no  no  no  no  ok  no  ok  no  no
organization:many_awards               in  no  no  no  no  no  no  no  no  no  no  no  to  no  to  no  no
organization:endorsements              in  no  no  no  no  no  no  no  no  no  no  no  ok  no  ok  no  no
organization:endorse    names nothing  in  no  no  no  no  no  no  no  no  no  no  no  --  no  --  no  no
organization:how_micro                 in  no  no  no  no  no  no  ok  no  no  no  no  ok  no  ok  no  no
organization:validity                  in  no  no  no  no  no  no  ok  no  no  no  no  ok  no  ok  no  no
organization:validity_report           in  no  no  no  no  no  no  ok  no  no  no  no  ok  no  ok  no  no
organization:validity_bundle           in  no  no  no  no  no  no  ok  no  no  no  no  ok  no  ok  no  no
organization:past                      in  no  no  no  no  no  no  no  no  no  no  no  ok  no  ok  no  no
organization:past_template             in  no  no  no  no  no  no  no  no  no  no  no  ok  no  ok  no  no
organization:past_import               in  no  no  no  no  no  no  no  no  no  no  no  ok  no  ok  no  no
organization:past_faults               in  no  no  no  no  no  no  no  no  no  no  no  ok  no  ok  no  no
api:file                copy Dana's    in  ok  no  ok  no  no  no  no  no  no  no  no  no  no  no  no  no
api:file                orig. Dana's   in  ok  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
api:file                copy is read   in  no  no  ok  no  ok  no  no  no  no  no  no  no  no  no  no  no
api:file                orig. is read  in  no  no  ok  no  no  no  no  no  no  no  no  no  no  no  no  no
api:discovery                          ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
api:oauth_metadata                     ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
api:credentials                        401 401 401 401 401 401 401 401 401 401 401 401 401 401 401 401 401
api:profile                            401 401 401 401 401 401 401 401 401 401 401 401 401 401 401 401 401
api:authorize                          in  400 400 400 400 400 400 400 400 400 400 400 400 400 400 400 400
oauth2_provider:dcr-register-management401 401 401 401 401 401 401 401 401 401 401 401 401 401 401 401 401
api:upload              under way      in  ok  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
shared:art                             ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
shared:gallery                         ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
"""

# may: it is hers to do (each page's own tests say what comes of it); the others are tried, and nothing changes.
POSTS = """
address                                vis own ear coa co2 eva ev2 lea aut au2 rec re2 adm ad2 iss is2 str
public:save                            in  may may may may may may may may may may may may may may may may
public:save_search                     in  may may may may may may may may may may may may may may may may
public:remove_search                   in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
public:restore_search                  in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
account:me                             in  may may may may may may may may may may may may may may may may
account:copy                           in  may may may may may may may may may may may may may may may may
account:drop_copy                      in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
account:erase                          in  may may may may may may may may may may may may may may may may
account:call_off_erasure               in  may may may may may may may may may may may may may may may may
account:end_program                    in  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
account:merge                          in  may may may may may may may may may may may may may may may may
account:prove                          in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
account:merge_sure                     in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:start                           in  may may may may may may may may may may may may may may may may
earner:set_aside                       in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:resume                          in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:recall                          in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:question                        in  --  --  may --  --  --  --  --  --  --  --  --  --  --  --  --
earner:invite                          in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:end_coaching                    in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:appeal                          in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:check                           in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:rate                            in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:part                            in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:add_link                        in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:add_entry                       in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:show_as                         in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:save_entry                      in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:caption                         in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:date_piece                      in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:answer                          in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:remove                          in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:restore                         in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:give_consent                    in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:withdraw_consent                in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:visibility                      in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:say                             in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:show_evidence                   in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:link_badge                      in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:pin                             in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:withdraw_link                   in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:collection                      in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:put_in_collection               in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:arrange_collection              in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:link_collection                 in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:show_collected                  in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:remove_collection               in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:collections                     in  may may may may may may may may may may may may may may may may
earner:worth_hold                      in  may may may may may may may may may may may may may may may may
earner:worth_change                    in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:worth_remove                    in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:worth_put_back                  in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:elsewhere_add                   in  may may may may may may may may may may may may may may may may
earner:elsewhere_check                 in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:elsewhere_seen                  in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:elsewhere_remove                in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:elsewhere_put_back              in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:elsewhere_say                   in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:elsewhere_take_back             in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:elsewhere_file_add              in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:elsewhere_file_remove           in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:worth_record_add                in  may may may may may may may may may may may may may may may may
earner:worth_record                    in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:worth_record_remove                in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:worth_record_put_back                in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:worth_paper_add                 in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:worth_paper_remove                in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:ask_approval                    in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:move_approval                   in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:worth_sight                     in  may may may may may may may may may may may may may may may may
earner:worth_sight_end                 in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:share                           in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:ask_endorsement                 in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:answer_endorsement              in  -- --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:unshare                         in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:ask_credit                      in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:take_back_credit                in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:propose                         in  may may may --  may may may --  may may --  may --  may --  --
earner:proposal                        in  may --  may --  --  --  --  --  --  --  --  --  --  --  --  --
earner:add_colleague                   in  may --  may --  --  --  --  --  --  --  --  --  --  --  --  --
earner:leave_proposal                  in  may --  may --  --  --  --  --  --  --  --  --  --  --  --  --
earner:withdraw_proposal               in  may --  may --  --  --  --  --  --  --  --  --  --  --  --  --
earner:call_back_proposal              in  may --  may --  --  --  --  --  --  --  --  --  --  --  --  --
earner:begin_stack                     in  may may may may may may may may may may may may may may may may
earner:build_stack                     in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:agree_to_stack                  in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:hand_over_stack                 in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:end_stack                       in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:take_up_stack                   in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:join                            in  may may may may may may may may may may may may may may may may
earner:leave_workshop                  in  may --  --  --  may --  --  --  --  --  --  --  --  --  --  --
earner:example                         in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
earner:train_on                        in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
evaluator:next                         in  no  no  no  no  may may may no  no  no  no  no  no  no  no  no
evaluator:sheet                        in  no  no  no  no  may no  no  no  no  no  no  no  no  no  no  no
evaluator:send                         in  no  no  no  no  may no  no  no  no  no  no  no  no  no  no  no
evaluator:renew                        in  no  no  no  no  may no  no  no  no  no  no  no  no  no  no  no
evaluator:release                      in  no  no  no  no  may no  no  no  no  no  no  no  no  no  no  no
evaluator:comment                      in  no  no  no  no  may no  no  no  no  no  no  no  no  no  no  no
evaluator:uncomment                    in  no  no  no  no  may no  no  no  no  no  no  no  no  no  no  no
evaluator:beat                         in  no  no  no  no  may no  no  no  no  no  no  no  no  no  no  no
evaluator:edit_here                    in  no  no  no  no  may no  no  no  no  no  no  no  no  no  no  no
evaluator:ask                          in  no  no  no  no  may no  no  no  no  no  no  no  no  no  no  no
evaluator:recognize                    in  no  no  no  no  may no  no  no  no  no  no  no  no  no  no  no
evaluator:harm                         in  no  no  no  no  may no  no  no  no  no  no  no  no  no  no  no
evaluator:incomplete                   in  no  no  no  no  may no  no  no  no  no  no  no  no  no  no  no
evaluator:keep_phrase                  in  no  no  no  no  may no  no  no  no  no  no  no  no  no  no  no
evaluator:drop_phrase   nobody's       in  no  no  no  no  --  no  no  no  no  no  no  no  no  no  no  no
evaluator:use_phrase    nobody's       in  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
evaluator:report                       in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
evaluator:contacts                     in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
evaluator:partners                     in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
evaluator:end_partner   nobody's       in  no  no  no  no  no  no  no  no  no  no  no  --  no  no  no  no
evaluator:expertise                    in  may may may may may may may may may may may may may may may may
evaluator:end_contact   nobody's       in  no  no  no  no  no  no  no  no  no  no  no  --  no  no  no  no
evaluator:payable                      in  no  no  no  no  no  no  may no  no  no  no  may no  no  no  no
evaluator:mark_paid                    in  no  no  no  no  no  no  may no  no  no  no  may no  no  no  no
evaluator:qualifications               in  may may may may may may may may may may may may may may may may
evaluator:qualification                in  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
evaluator:declare                      in  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
evaluator:lesson                       in  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
evaluator:anchor_sheet                 in  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
evaluator:pools                        in  no  no  no  no  no  no  may no  no  no  no  no  no  no  no  no
evaluator:sides                        in  no  no  no  no  no  no  may no  no  no  no  no  no  no  no  no
evaluator:settle                       in  no  no  no  no  no  no  --  no  no  no  no  no  no  no  no  no
evaluator:stuck                        in  no  no  no  no  no  no  may no  no  no  no  no  no  no  no  no
evaluator:look                         in  no  no  no  no  no  no  --  no  no  no  no  no  no  no  no  no
evaluator:answer_signal                in  no  no  no  no  no  no  --  no  no  no  no  no  no  no  no  no
evaluator:judging_rules                in  no  no  no  no  no  no  may no  no  no  no  no  no  no  no  no
evaluator:pool                         in  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
evaluator:anchor                       in  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
evaluator:evaluator                    in  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
coach:remark                           in  no  no  may no  no  no  no  no  no  no  no  no  no  no  no  no
coach:new_workshop                     in  no  no  may may no  no  no  no  no  no  no  may may no  no  may
coach:edit_workshop                    in  no  no  may --  no  no  no  no  no  no  no  may --  no  no  --
coach:call_off_workshop                in  no  no  may --  no  no  no  no  no  no  no  may --  no  no  --
coach:suggest                          in  no  no  may --  no  no  no  no  no  no  no  may --  no  no  --
coach:take_back_suggestion             in  no  no  may --  no  no  no  no  no  no  no  may --  no  no  --
coach:note_here                        in  no  no  may --  no  no  no  no  no  no  no  may --  no  no  --
coach:strike                           in  no  no  may --  no  no  no  no  no  no  no  may --  no  no  --
author:home                            in  no  no  no  no  no  no  no  may may no  no  no  no  no  no  no
author:examples                        in  no  no  no  no  no  no  may no  may no  no  no  no  no  no  no
author:example                         in  no  no  no  no  no  no  may no  may no  no  no  no  no  no  no
author:draft                           in  no  no  no  no  no  no  no  may no  no  no  no  no  no  no  no
author:publish                         in  no  no  no  no  no  no  no  may no  no  no  no  no  no  no  no
author:check_links                     in  no  no  no  no  no  no  no  may no  no  no  no  no  no  no  no
author:gate                            in  no  no  no  no  no  no  no  may no  no  no  no  no  no  no  no
author:ask                             in  no  no  no  no  no  no  no  may no  no  no  no  no  no  no  no
author:call_back                       in  no  no  no  no  no  no  no  may no  no  no  no  no  no  no  no
author:offer                           in  no  no  no  no  no  no  no  may no  no  no  no  no  no  no  no
author:review                          in  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
author:decide                          in  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
author:retire                          in  no  no  no  no  no  no  no  may no  no  no  no  no  no  no  no
author:adopt                           in  no  no  no  no  no  no  no  may may no  no  no  no  no  no  no
author:begin_with_file                 in  no  no  no  no  no  no  no  may may no  no  no  no  no  no  no
author:align                           in  no  no  no  no  no  no  no  may no  no  no  no  no  no  no  no
author:bring                           in  no  no  no  no  no  no  no  may no  no  no  no  no  no  no  no
author:comment                         in  no  no  no  no  no  no  no  may no  no  no  no  no  no  no  no
author:settle_comment                  in  no  no  no  no  no  no  no  may no  no  no  no  no  no  no  no
author:stacks                          in  no  no  no  no  no  no  no  may may no  no  no  no  no  no  no
author:stack                           in  no  no  no  no  no  no  no  may --  no  no  no  no  no  no  no
author:retire_stack                    in  no  no  no  no  no  no  no  may --  no  no  no  no  no  no  no
recognizer:confirm_credit              in  no  no  no  no  no  no  no  no  no  may --  no  no  no  no  no
recognizer:refuse_credit               in  no  no  no  no  no  no  no  no  no  may --  no  no  no  no  no
recognizer:check_all    of Cedar       in  no  no  no  no  no  no  no  no  no  may --  may --  no  no  --
recognizer:new_policy                  in  no  no  no  no  no  no  no  no  no  may may may may no  no  may
recognizer:adopt_policy                in  no  no  no  no  no  no  no  no  no  may may may may no  no  may
recognizer:policy_to_draft             in  no  no  no  no  no  no  no  no  no  may may may may no  no  may
recognizer:accept_lists                in  no  no  no  no  no  no  no  no  no  may may may may no  no  may
recognizer:what_if                     in  no  no  no  no  no  no  no  no  no  may may may may no  no  may
recognizer:roster                      in  no  no  no  no  no  no  no  no  no  may may may may no  no  may
recognizer:policy_draft                in  no  no  no  no  no  no  no  no  no  may --  may --  no  no  --
recognizer:use_policy                  in  no  no  no  no  no  no  no  no  no  may --  may --  no  no  --
recognizer:remove_policy_draft         in  no  no  no  no  no  no  no  no  no  may --  may --  no  no  --
recognizer:restore_policy_draft        in  no  no  no  no  no  no  no  no  no  may --  may --  no  no  --
recognizer:withdraw_policy             in  no  no  no  no  no  no  no  no  no  may --  may --  no  no  --
recognizer:put_policy_back             in  no  no  no  no  no  no  no  no  no  may --  may --  no  no  --
recognizer:accept_list                 in  no  no  no  no  no  no  no  no  no  may --  may --  no  no  --
recognizer:remove_entry                in  no  no  no  no  no  no  no  no  no  may --  may --  no  no  --
recognizer:put_entry_back              in  no  no  no  no  no  no  no  no  no  may --  may --  no  no  --
recognizer:approval                    in  --  --  --  --  --  --  --  --  --  may --  no  --  --  --  --
recognizer:approvers                   in  --  --  --  --  --  --  --  --  --  may may may may --  --  may
recognizer:end_approver                in  no  no  no  no  no  no  no  no  no  may no  may no  no  no  no
recognizer:end_delegation              in  no  no  no  no  no  no  no  no  no  may no  may no  no  no  no
recognizer:decide                      in  no  no  no  no  no  no  no  no  no  may may may may no  no  may
recognizer:set_aside                   in  no  no  no  no  no  no  no  no  no  may --  no  --  no  no  --
recognizer:packet                      in  no  no  no  no  no  no  no  no  no  may --  may --  no  no  --
recognizer:waive                       in  no  no  no  no  no  no  no  no  no  may may may may no  no  may
recognizer:take_back_waiver            in  no  no  no  no  no  no  no  no  no  may --  no  --  no  no  --
recognizer:work_out                    in  no  no  no  no  no  no  no  no  no  may may may may no  no  may
recognizer:export_payments             in  no  no  no  no  no  no  no  no  no  may may may may no  no  may
recognizer:budget                      in  no  no  no  no  no  no  no  no  no  may may may may no  no  may
recognizer:release                     in  no  no  no  no  no  no  no  no  no  may --  may --  no  no  --
recognizer:transcripts                 in  no  no  no  no  no  no  no  no  no  may may may may no  no  may
recognizer:file                        in  no  no  no  no  no  no  no  no  no  may --  may --  no  no  --
recognizer:check                       in  no  no  no  no  no  no  no  no  no  may --  may --  no  no  --
organization:about                     in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
organization:people                    in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
organization:edit_standards            in  no  no  no  no  no  no  no  no  may no  no  may no  no  no  no
organization:add_standard              in  no  no  no  no  no  no  no  no  may no  no  may no  no  no  no
organization:bring_standards           in  no  no  no  no  no  no  no  no  may no  no  may no  no  no  no
organization:newer_standards           in  no  no  no  no  no  no  no  no  may no  no  may no  no  no  no
organization:put_standards             in  no  no  no  no  no  no  no  no  may no  no  may no  no  no  no
organization:standard                  in  no  no  no  no  no  no  no  no  may no  no  may no  no  no  no
organization:goals                     in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
organization:goal                      in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
organization:close_goal                in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
organization:unseat                    in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
organization:open_vote                 in  no  --  no  --  may --  --  --  --  --  --  no  --  --  --  --
organization:vote                      in  no  --  no  --  may --  --  --  --  --  --  no  --  --  --  --
organization:close_vote                in  no  --  no  --  may --  --  --  --  --  --  no  --  --  --  --
organization:become                    in  no  --  no  --  no  --  --  --  --  --  --  no  --  --  --  --
organization:frameworks                in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
organization:end_role                  in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
organization:issuing                   in  no  no  no  no  no  no  no  no  no  no  no  may no  may no  no
organization:tokens                    in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
organization:revoke_token              in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
organization:rotate_key                in  no  no  no  no  no  no  no  no  no  no  no  may no  may no  no
organization:compromise_key            in  no  no  no  no  no  no  no  no  no  no  no  may no  may no  no
organization:sign_again                in  no  no  no  no  no  no  no  no  no  no  no  may no  may no  no
organization:known_issuers             in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
organization:compare_issuer            in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
organization:unpin_issuer              in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
organization:put_issuer_back           in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
organization:remove_issuers_list       in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
organization:put_issuers_list_back     in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
organization:export_issuers            in  no  no  no  no  no  no  no  no  no  no  no  may no  no  no  no
organization:validity_report           in  no  no  no  no  no  no  may no  no  no  no  no  no  may no  no
organization:past                      in  no  no  no  no  no  no  no  no  no  no  no  may no  may no  no
organization:begin_import              in  no  no  no  no  no  no  no  no  no  no  no  may no  may no  no
organization:discard_import            in  no  no  no  no  no  no  no  no  no  no  no  may no  may no  no
organization:suspend                   in  no  no  no  no  no  no  no  no  no  no  no  may no  may no  no
organization:reinstate                 in  no  no  no  no  no  no  no  no  no  no  no  may no  may no  no
organization:revoke                    in  no  no  no  no  no  no  no  no  no  no  no  may no  may no  no
organization:reissue                   in  no  no  no  no  no  no  no  no  no  no  no  may no  may no  no
organization:many_awards               in  no  no  no  no  no  no  no  no  no  no  no  may no  may no  no
organization:endorsements              in  no  no  no  no  no  no  no  no  no  no  no  may no  may no  no
organization:endorse                   in  no  no  no  no  no  no  no  no  no  no  no  may no  may no  no
organization:answer_endorsement        in  no  no  no  no  no  no  no  no  no  no  no  may no  may no  no
api:awards                             in  in  in  in  in  in  in  in  in  in  in  in  in  in  in  in  in
earner:carry                           in  may may may may may may may may may may may may may may may may
earner:remove_archive                  in  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  may
earner:arrive                          in  may may may may may may may may may may may may may may may may
earner:bring_archive                   in  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  may
earner:remove_arrival                  in  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  may
api:token                              400 400 400 400 400 400 400 400 400 400 400 400 400 400 400 400 400
api:revoke                             400 400 400 400 400 400 400 400 400 400 400 400 400 400 400 400 400
api:register                           400 400 400 400 400 400 400 400 400 400 400 400 400 400 400 400 400
api:arrivals                           in  may may may may may may may may may may may may may may may may
api:arrival                            in  --  --  --  --  --  --  --  --  --  --  --  --  --  --  --  may
api:uploads                            in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
api:upload              under way      in  may --  --  --  --  --  --  --  --  --  --  --  --  --  --  --
"""


SHOWING = ("say", "show_evidence", "link_badge", "pin")
COLLECTION = (
    *("public:collection", "public:collection_pdf", "public:collection_embed", "earner:collection"),
    *("earner:put_in_collection", "earner:arrange_collection", "earner:link_collection"),
    *("earner:show_collected", "earner:remove_collection"),
)
VALIDITY = ("validity", "validity_json", "validity_endorsement")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one of the cast meets at one address."""

    name: str
    note: str
    who: str
    meets: str


DECIDED = (
    ("earner", "approval", "asked"),
    ("earner", "move_approval", "asked"),
    ("earner", "decision", "final"),
    ("recognizer", "approval", "asked"),
    ("recognizer", "end_approver", "seat"),
    ("recognizer", "end_delegation", "handed"),
    ("recognizer", "decision", "final"),
    ("recognizer", "set_aside", "final"),
    ("recognizer", "packet", "final"),
    ("recognizer", "packet_file", "final"),
    ("recognizer", "waiver", "waiver"),
    ("recognizer", "take_back_waiver", "waiver"),
    ("recognizer", "release", "held"),
)
"""Pages and posts about what a district decided, by what of it they are about."""


def _of(decided: Decided, name: str) -> Callable[[], tuple[Any, ...]]:
    return lambda: (getattr(decided, name).public_id,)


def cells(table: str) -> Iterator[Cell]:
    head, *rows = table.strip().splitlines()
    who = head.split()[1:]
    for row in rows:
        told, meets = row[:39].split(None, 1), row[39:].split()
        if len(meets) != len(who):
            raise ValueError(f"This row has {len(meets)} of {len(who)} cells: {row}")
        note = told[1].strip() if len(told) > 1 else ""
        yield from (Cell(told[0], note, one, meet) for one, meet in zip(who, meets, strict=True))


@dataclass
class Setting:
    """The small world with everybody of the table in it, and one of everything that an address names."""

    world: World
    cast: dict[str, Person | None]
    clip: Piece
    read: StoredFile
    moment: Moment
    upload: Upload
    sessions: dict[str, str] = field(default_factory=dict)

    def sign_in(self) -> None:
        """Let everybody sign in once; a browser of hers needs no more than the key of her session."""
        for who, person in self.cast.items():
            if person:
                client = Client()
                client.force_login(person)
                self.sessions[who] = client.cookies[settings.SESSION_COOKIE_NAME].value

    def addresses(self) -> dict[str, Callable[[], tuple[Any, ...]]]:
        """The arguments of every address that takes some; a note tells addresses of one name apart."""
        world, award = self.world, self.world.award
        work, piece, goal = world.returned.public_id, self.piece, world.proposal.goal
        part = (work, self.clip.part.slot.key)
        row, reading = world.returned.micro_credential.public_id, world.held.public_id
        key = award.credential.signing_key
        return {
            "public:micro_credential": lambda: (row,),
            "public:changes": lambda: (row,),
            "public:save": lambda: (row,),
            "public:sitemap_part": lambda: (1,),
            **{f"public:{name}_search": lambda: (self.search.public_id,) for name in ("remove", "restore")},
            **dict.fromkeys(
                ("public:edition", "public:edition_text", "public:edition_art"),
                lambda: (world.returned.edition.public_id,),
            ),
            **dict.fromkeys(
                (
                    *("public:badge", "public:badge_id", "public:credential", "public:badge_svg"),
                    *("public:badge_png", "public:badge_jwt", "public:badge_ob2"),
                ),
                lambda: (award.public_id,),
            ),
            "public:certificate": lambda: (award.public_id,),
            "public:badge_embed": lambda: (award.public_id,),
            "public:evidence": lambda: (award.public_id, award.showing.pieces.get().piece.public_id, "copy"),
            "public:shared": lambda: (token_of(world.given.public_id),),
            **{f"earner:{name}": lambda: (award.public_id,) for name in SHOWING},
            "earner:withdraw_link": lambda: (world.given.public_id,),
            **{name: lambda: (world.collection.public_id,) for name in COLLECTION},
            **{f"public:{name}": lambda: (world.judged.public_id,) for name in VALIDITY},
            "organization:validity": lambda: ("cedar-hollow",),
            **{
                f"organization:validity_{name}": lambda: ("cedar-hollow", world.judged.public_id)
                for name in ("report", "bundle")
            },
            "public:moved_badge_file": lambda: (award.public_id, "badge.png"),
            **dict.fromkeys(
                ("public:achievement", "public:achievement_id", "public:achievement_ob2"),
                lambda: (award.what.public_id,),
            ),
            **dict.fromkeys(
                ("public:issuer", "public:issuer_id", "public:issuer_ob2"), lambda: ("cedar-hollow",)
            ),
            "public:framework": lambda: (FRAMEWORK,),
            "public:policy": lambda: ("us-tn", "teacher-license"),
            "public:policy_text": lambda: ("us-tn", "teacher-license"),
            "public:framework_item": lambda: (FRAMEWORK, STATEMENT),
            "organization:framework": lambda: ("cedar-hollow", FRAMEWORK),
            **{
                f"earner:{name}": lambda: (world.proposal.public_id,)
                for name in ("proposal", "add_colleague", "withdraw_proposal", "call_back_proposal")
            },
            "earner:propose": lambda: (goal.public_id,),
            "earner:leave_proposal": lambda: (
                world.proposal.public_id,
                world.proposal.members.all()[0].public_id,
            ),
            **{
                f"organization:{name}": lambda: ("cedar-hollow", goal.public_id)
                for name in ("goal", "close_goal")
            },
            "organization:unseat": lambda: ("cedar-hollow", goal.public_id, goal.seats.all()[0].pk),
            **{
                f"organization:{name}": lambda: (world.proposal.public_id,)
                for name in ("before_panel", "open_vote", "vote", "close_vote", "become")
            },
            "public:did": lambda: ("cedar-hollow",),
            "public:status_list": lambda: (award.status_list.public_id,),
            "public:status_list_of_key": lambda: (award.status_list.public_id, key.fragment),
            "public:moved_status_list": lambda: ("cedar-hollow", award.status_list.public_id),
            "public:moved_status_copy": lambda: ("cedar-hollow", award.status_list.public_id, key.fragment),
            "public:issuer_image": lambda: ("cedar-hollow",),
            **{
                f"organization:{name}": lambda: ("cedar-hollow", key.public_id)
                for name in ("key", "compromise_key", "sign_again")
            },
            **dict.fromkeys(
                ("organization:issuing", "organization:tokens", "organization:rotate_key"),
                lambda: ("cedar-hollow",),
            ),
            **dict.fromkeys(
                ("organization:known_issuers", "organization:export_issuers"), lambda: ("cedar-hollow",)
            ),
            **{
                f"organization:{name}": lambda: ("cedar-hollow", world.known.public_id)
                for name in ("known_issuer", "compare_issuer", "unpin_issuer", "put_issuer_back")
            },
            **{
                f"organization:{name}": lambda: ("cedar-hollow", world.listed.public_id)
                for name in ("remove_issuers_list", "put_issuers_list_back")
            },
            "account:end_program": lambda: (7,),
            "oauth2_provider:dcr-register-management": lambda: ("nothing",),
            **dict.fromkeys(("account:prove", "account:merge_sure"), lambda: (proof_of(world).public_id,)),
            **dict.fromkeys(
                ("account:take_copy", "account:drop_copy"),
                lambda: (Copy.objects.get(person=world.person("dana-brown")).public_id,),
            ),
            "account_reset_password_from_key": lambda: ("1", "no-such-key"),
            "account_confirm_email": lambda: ("no-such-key",),
            "earner:start": lambda: (row,),
            "earner:join": lambda: (world.coming.code,),
            **{
                f"{space}:{name}": lambda: (world.workshop.public_id,)
                for space, name in (
                    ("earner", "workshop"),
                    ("earner", "leave_workshop"),
                    ("coach", "workshop"),
                    ("coach", "edit_workshop"),
                    ("coach", "workshop_sheet"),
                    ("coach", "call_off_workshop"),
                    ("coach", "suggest"),
                    ("coach", "note_here"),
                )
            },
            "coach:take_back_suggestion": lambda: (
                world.workshop.public_id,
                world.workshop.follow_ons.all()[0].public_id,
            ),
            "coach:strike": lambda: (
                world.workshop.public_id,
                world.workshop.attendances.all()[0].public_id,
            ),
            **{
                f"earner:{name}": lambda: (world.own.public_id,)
                for name in (
                    "stack",
                    "build_stack",
                    "agree_to_stack",
                    "hand_over_stack",
                    "end_stack",
                    "take_up_stack",
                )
            },
            **{
                f"earner:{name}": lambda: (work,)
                for name in ("appeal", "attempt", "check", "result", "rate", "invite", "train_on")
            },
            **{f"earner:{name}": lambda: (work,) for name in ("set_aside", "resume", "recall")},
            "earner:end_coaching": lambda: (work, self.invitation.public_id),
            **{f"earner:{name}": lambda: part for name in ("part", "add_link", "answer")},
            **{f"earner:{name}": lambda: part for name in ("add_entry", "show_as")},
            **{f"earner:{name}": lambda: piece for name in ("save_entry", "date_piece", "caption")},
            **{f"earner:{name}": lambda: piece for name in ("remove", "restore", "give_consent")},
            "earner:withdraw_consent": lambda: (*piece, self.consent.public_id),
            **{
                f"earner:{name}": lambda: (award.public_id,)
                for name in ("award", "visibility", "share", "ask_endorsement")
            },
            "earner:answer_endorsement": lambda: (award.public_id, world.filed.public_id),
            "earner:worth_hold": lambda: ("us-md/certificate-renewal", "renew"),
            **{
                f"earner:worth_{name}": lambda: (world.held_under("us-tn/teacher-license").public_id,)
                for name in ("one", "change", "remove", "put_back")
            },
            **{
                f"public:foreign{name}": lambda: (world.brought.public_id,)
                for name in ("", "_picture", "_json")
            },
            **{
                f"earner:elsewhere_{name}": lambda: (world.brought.public_id,)
                for name in (
                    "one",
                    "original",
                    "picture",
                    "check",
                    "seen",
                    "remove",
                    "put_back",
                    "say",
                    "take_back",
                    "file_add",
                )
            },
            **{
                f"earner:elsewhere_{name}": lambda: (world.brought.statements.get().files.get().public_id,)
                for name in ("file", "file_remove")
            },
            **{
                f"earner:worth_{name}": lambda: (world.entered.public_id,)
                for name in ("record", "record_remove", "record_put_back", "paper_add")
            },
            **{
                f"earner:worth_{name}": lambda: (world.entered.documents.get().public_id,)
                for name in ("paper", "paper_remove")
            },
            "earner:ask_approval": lambda: ("attempt", world.begun.public_id),
            **{f"{audience}:{name}": _of(world.decided, found) for audience, name, found in DECIDED},
            "earner:transcript": lambda: (world.decided.transcript.public_id, "pdf"),
            "recognizer:transcript": lambda: (world.decided.transcript.public_id, "json"),
            "recognizer:person_record": lambda: (world.person("dana-brown").public_id,),
            "recognizer:batch": lambda: (world.decided.batch.public_id, "csv"),
            "earner:worth_sight_end": lambda: (
                world.person("dana-brown").record_relations.get(kind="claimed").public_id,
            ),
            "earner:unshare": lambda: (award.public_id, world.filed.public_id),
            **{
                f"earner:{name}": lambda: (world.whole.public_id, world.claim.offer.public_id)
                for name in ("ask_credit", "take_back_credit")
            },
            **dict.fromkeys(
                [
                    f"recognizer:{name}"
                    for name in (
                        *("policy", "policy_changes", "policy_text", "policy_cases", "adopt_policy"),
                        "policy_to_draft",
                    )
                ],
                lambda: ("us-tn", "teacher-license"),
            ),
            **{
                f"recognizer:{name}": lambda: (world.ruled.draft.public_id,)
                for name in (
                    *("policy_draft", "read_policy_draft", "use_policy"),
                    *("remove_policy_draft", "restore_policy_draft"),
                )
            },
            **{
                f"recognizer:{name}": lambda: (world.ruled.version.public_id,)
                for name in ("withdraw_policy", "put_policy_back")
            },
            **{
                f"recognizer:{name}": lambda: (world.ruled.trial.public_id,)
                for name in ("trial", "trial_table")
            },
            "recognizer:accept_list": lambda: (world.ruled.entry.list.public_id,),
            **{
                f"recognizer:{name}": lambda: (world.ruled.entry.public_id,)
                for name in ("remove_entry", "put_entry_back")
            },
            **{
                f"recognizer:{name}": lambda: (world.claim.public_id,)
                for name in ("confirm_credit", "refuse_credit")
            },
            **dict.fromkeys(
                ("public:stack", "author:stack", "author:retire_stack"), lambda: (world.stack.public_id,)
            ),
            **dict.fromkeys(
                ("public:stack_edition", "public:stack_text", "public:stack_art"),
                lambda: (world.stack.edition and world.stack.edition.public_id,),
            ),
            "coach:attempt": lambda: (work,),
            "coach:remark": lambda: part,
            **{f"evaluator:{name}": lambda: (reading,) for name in ("sheet", "send", "renew", "release")},
            **{
                f"evaluator:{name}": lambda: (world.calibrated.qualification.public_id,)
                for name in ("qualification", "declare", "evaluator")
            },
            "evaluator:lesson": lambda: (world.calibrated.qualification.public_id, "rubric"),
            "evaluator:anchor_sheet": lambda: (world.calibrated.sheet.public_id,),
            "evaluator:pools": lambda: ("cedar-hollow",),
            "public:example": lambda: (world.shown.public_id,),
            "public:example allowed": lambda: (world.allowed.public_id,),
            "public:example_file": lambda: _copy_in(world.shown),
            "public:example_file allowed": lambda: _copy_in(world.allowed),
            "earner:example": lambda: (award.attempt and award.attempt.public_id,),
            "author:examples": lambda: ("cedar-hollow",),
            "author:example": lambda: ("cedar-hollow", world.shown.public_id),
            **dict.fromkeys(
                [
                    f"evaluator:{name}"
                    for name in (
                        *("workload", "disputes", "stuck", "feedback", "drift", "judging_rules"),
                        *("judging_log", "judging_log_table"),
                    )
                ],
                lambda: ("cedar-hollow",),
            ),
            "evaluator:sides": lambda: (
                "cedar-hollow",
                award.attempt and award.attempt.rounds.get(number=1).public_id,
            ),
            **dict.fromkeys(
                ["evaluator:settle", "evaluator:look", "evaluator:answer_signal"],
                lambda: ("cedar-hollow", reading),
            ),
            "organization:how_micro": lambda: ("cedar-hollow",),
            "evaluator:pool": lambda: (world.calibrated.pool.public_id,),
            "evaluator:anchor": lambda: (world.calibrated.anchor.public_id,),
            **{
                f"evaluator:{name}": lambda: (reading,)
                for name in ("recognize", "incomplete", "harm", "beat", "edit_here", "ask")
            },
            "evaluator:page": lambda: (reading, self.moment.piece.public_id, 1),
            "evaluator:keep_phrase": lambda: (reading, "pauses"),
            "evaluator:drop_phrase": lambda: (reading, "pauses", reading),
            "evaluator:use_phrase": lambda: (reading,),
            "evaluator:report": lambda: (world.report.public_id,),
            **{
                f"evaluator:{name}": lambda: ("cedar-hollow",)
                for name in ("contacts", "partners", "payable", "mark_paid")
            },
            "evaluator:end_contact": lambda: ("cedar-hollow", 1),
            "evaluator:end_partner": lambda: ("cedar-hollow", 1),
            "earner:question": lambda: (world.held.round.attempt.public_id,),
            "evaluator:comment": lambda: (reading, self.moment.piece.public_id),
            "evaluator:uncomment": lambda: (reading, self.moment.public_id),
            **{f"author:{name}": lambda: self.draft for name in ("draft", "preview", "publish", "retire")},
            **{f"author:{name}": lambda: self.draft for name in ("gate", "ask", "call_back", "offer")},
            "author:check_links": lambda: self.draft,
            **{f"author:{name}": lambda: (world.asked.public_id,) for name in ("review", "decide")},
            **{
                f"author:{name}": lambda: self.draft
                for name in ("bring", "yaml", "spreadsheet", "difference", "comment", "align")
            },
            "author:settle_comment": lambda: (*self.draft, self.remark.public_id),
            **{
                f"recognizer:{name}": lambda: (world.filed.public_id,) for name in ("filing", "file", "check")
            },
            **{
                f"organization:{name}": lambda: ("cedar-hollow",)
                for name in ("home", "about", "people", "awards", "frameworks", "goals")
            },
            **{
                f"organization:{name}_standards": lambda: ("cedar-hollow",)
                for name in ("edit", "bring", "newer", "preview", "put")
            },
            **dict.fromkeys(
                ("organization:standards", "organization:standards_yaml", "organization:add_standard"),
                lambda: ("cedar-hollow",),
            ),
            "organization:standard": lambda: ("cedar-hollow", "bias-review"),
            **dict.fromkeys(("organization:past", "organization:past_template"), lambda: ("cedar-hollow",)),
            **dict.fromkeys(
                (
                    "organization:past_import",
                    "organization:past_faults",
                    "organization:begin_import",
                    "organization:discard_import",
                ),
                lambda: ("cedar-hollow", world.bringing.public_id),
            ),
            "organization:end_role": lambda: ("cedar-hollow", self.membership.pk),
            **{
                f"organization:{name}": lambda: ("cedar-hollow", award.public_id)
                for name in ("award", "suspend", "reinstate", "revoke", "reissue")
            },
            **dict.fromkeys(
                ("organization:awards_table", "organization:many_awards", "organization:endorsements"),
                lambda: ("cedar-hollow",),
            ),
            "organization:endorse": lambda: ("cedar-hollow",),
            "organization:answer_endorsement": lambda: ("cedar-hollow", award.public_id, "hide"),
            "organization:revoke_token": lambda: ("cedar-hollow", award.public_id),
            "public:endorsement": lambda: (award.public_id,),
            "api:file copy Dana's": lambda: (_copy(self.clip.file).public_id,),
            "api:file orig. Dana's": lambda: (self.clip.file and self.clip.file.public_id,),
            "api:file copy is read": lambda: (_copy(self.read).public_id,),
            "api:file orig. is read": lambda: (self.read.public_id,),
            "api:upload": lambda: (self.upload.public_id,),
            **dict.fromkeys(
                ("earner:archive", "earner:remove_archive"), lambda: (world.carried.archive.public_id,)
            ),
            **dict.fromkeys(
                ("earner:arrival", "earner:bring_archive", "earner:remove_arrival", "api:arrival"),
                lambda: (world.carried.looked.public_id,),
            ),
            "shared:art": lambda: ("wellbeing", 1, "award", "any-key"),
        }

    def address(self, name: str, note: str = "") -> str:
        told = self.addresses()
        arguments = told.get(f"{name} {note}") or told.get(name) or tuple
        of = "?organization=cedar-hollow" if note == "of Cedar" else ""
        return reverse(name, args=arguments()) + of

    @property
    def search(self) -> SavedSearch:
        return SavedSearch.objects.get(person=self.cast["own"])

    @property
    def piece(self) -> tuple[Any, ...]:
        return (self.world.returned.public_id, self.clip.part.slot.key, self.clip.public_id)

    @property
    def consent(self) -> Consent:
        return self.clip.consents.get()

    @property
    def invitation(self) -> Invitation:
        return Invitation.objects.get(attempt=self.world.returned)

    @property
    def draft(self) -> tuple[Any, ...]:
        return (self.world.returned.micro_credential.draft.public_id,)

    @property
    def remark(self) -> DraftComment:
        return DraftComment.objects.get(draft__public_id=self.draft[0])

    @property
    def membership(self) -> Membership:
        walter = self.world.person("walter-finch")
        return Membership.objects.get(person=walter, organization__slug="cedar-hollow")


def _copy(file: StoredFile | None) -> StoredFile:
    if file is None:
        raise LookupError("This piece is no file.")
    return file.renditions.get(use=StoredFile.Use.RENDITION)


def _copy_in(example: Example) -> tuple[Any, ...]:
    """A copy of a file that the example shows."""
    shown = example.permissions.filter(piece__file__isnull=False)
    return example.public_id, _copy(shown.order_by("pk")[0].piece.file).public_id


@remembered
def build() -> Setting:
    """Everything the tables name, on top of the small world of the stories."""
    now = datetime.now(UTC)
    world = worlds.build()
    cast = {key: _person(world, key, told) for key, told in CAST.items()}
    frozen = world.held.round.pieces.filter(file__isnull=False).select_related("file")[0]
    clip = world.returned.parts.get(slot__key="videos").pieces.filter(removed_at=None)[0]
    moment = evaluation.comment(
        reading=world.held,
        piece=frozen,
        kind="strength",
        text="Calm.",
        by=world.person("aisha-rahman"),
        at=now,
    )
    part = world.begun.parts.get(slot__key="after")
    upload = uploading.begin(part=part, name="begun.mp3", length=9, by=world.person("dana-brown"), at=now)
    finding.save_search(name="Talk", question="q=talk", by=world.person("dana-brown"), at=now)
    people.ask_copy(person=world.person("dana-brown"), by=world.person("dana-brown"), at=now)
    draft, author = world.returned.micro_credential.draft, cast["aut"]
    if frozen.file is None or author is None:
        raise LookupError("The round that is read has no file, or nobody writes.")
    commenting.comment(draft=draft, section="slots", text="Why two?", by=author, at=now)
    setting = Setting(world, cast, clip, frozen.file, moment, upload)
    setting.sign_in()
    return setting


def _person(world: World, key: str, told: str | tuple[Role, str]) -> Person | None:
    if isinstance(told, str):
        return world.person(told) if told else None
    role, slug = told
    email, name = f"{key}@table.example.org", f"Table {key}"
    person = people.register(email=email, legal_name=name, verified=True, by=None, at=LONG_AGO)
    organization = world.stage.organizations[slug]
    people.take_role(person=person, organization=organization, role=role, by=None, at=LONG_AGO)
    return person
