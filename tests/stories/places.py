"""Every page by the name of its address: who may open it, and where it lies in the small world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.urls import reverse

from cairn.domain.people.models import Person, Proof
from cairn.domain.portfolios.tokens import token_of
from tests.stories.world import World

# Who looks at pages, each as one of the cast who is nothing else where it matters; a visitor is nobody.
AUDIENCES = {
    "visitor": "",
    "earner": "dana-brown",
    "coach": "marcus-bell",
    "evaluator": "aisha-rahman",
    "author": "priya-raman",
    "recognizer": "walter-finch",
    "administrator": "ruth-delaney",
    "reviewer": "hannah-kim",
    "stranger": "nora-quill",
}
EVERYBODY = frozenset(AUDIENCES)
SIGNED_IN = EVERYBODY - {"visitor"}
# Whoever recognizes for an organization, each for her own, and those of Cedar Hollow.
KEEPERS = frozenset({"recognizer", "administrator", "stranger"})
OF_CEDAR = KEEPERS - {"stranger"}
Arguments = Callable[[World], tuple[Any, ...]]
# The demo's framework, and its statement that stands below two others.
FRAMEWORK = UUID("6f1c2a54-8d3e-4b7a-9c1f-2e5d7a90b341")
STATEMENT = uuid5(FRAMEWORK, "CH.5.d")


@dataclass(frozen=True, slots=True)
class Place:
    """A page: the audiences it is open to, and each set of arguments that shows it in another state."""

    who: frozenset[str]
    states: tuple[Arguments, ...] = (lambda world: (),)

    def addresses(self, name: str, world: World) -> list[str]:
        return [reverse(name, args=state(world)) for state in self.states]


def proof_of(world: World) -> Proof:
    """What Dana began to prove: that another account is hers."""
    return Proof.objects.get(person=world.person("dana-brown"))


def only(*who: str) -> frozenset[str]:
    return frozenset(who)


def _work(*names: str) -> tuple[Arguments, ...]:
    return tuple(lambda world, name=name: (getattr(world, name).public_id,) for name in names)


def _held(*keys: str) -> tuple[Arguments, ...]:
    """Licenses and goals of Dana by the keys of their policies."""
    return tuple(lambda world, key=key: (world.held_under(key).public_id,) for key in keys)


def _ruled(name: str) -> tuple[Arguments, ...]:
    return (lambda world: (getattr(world.ruled, name).public_id,),)


def _decided(*names: str) -> tuple[Arguments, ...]:
    return tuple(lambda world, name=name: (getattr(world.decided, name).public_id,) for name in names)


def _carried(*names: str) -> tuple[Arguments, ...]:
    return tuple(lambda world, name=name: (getattr(world.carried, name).public_id,) for name in names)


def _calibrated(name: str) -> tuple[Arguments, ...]:
    return (lambda world: (getattr(world.calibrated, name).public_id,),)


def _part(attempt: str, slot: str) -> Arguments:
    return lambda world: (getattr(world, attempt).public_id, slot)


def _slug(slug: str) -> Arguments:
    return lambda world: (slug,)


def _micro_credential(world: World) -> tuple[Any, ...]:
    return (world.returned.micro_credential.public_id,)


def _draft(world: World) -> tuple[Any, ...]:
    return (world.returned.micro_credential.draft.public_id,)


PLACES: dict[str, Place] = {
    "public:catalog": Place(EVERYBODY),
    "public:micro_credential": Place(EVERYBODY, (_micro_credential,)),
    "public:changes": Place(
        EVERYBODY, (_micro_credential, lambda world: (world.begun.micro_credential.public_id,))
    ),
    "public:edition": Place(EVERYBODY, (lambda world: (world.returned.edition.public_id,),)),
    "public:example": Place(EVERYBODY, _work("shown")),
    "public:validity": Place(
        EVERYBODY,
        (
            lambda world: (world.judged.public_id,),
            lambda world: (world.begun.edition.public_id,),
        ),
    ),
    "public:badge": Place(EVERYBODY, _work("award", "whole")),
    "public:shared": Place(EVERYBODY, (lambda world: (token_of(world.given.public_id),),)),
    "public:collection": Place(EVERYBODY, _work("collection")),
    "public:frameworks": Place(EVERYBODY),
    "public:framework": Place(EVERYBODY, (lambda world: (FRAMEWORK,),)),
    "public:framework_item": Place(EVERYBODY, (lambda world: (FRAMEWORK, STATEMENT),)),
    "public:stacks": Place(EVERYBODY),
    "public:stack": Place(EVERYBODY, _work("stack")),
    "public:stack_edition": Place(
        EVERYBODY, (lambda world: (world.stack.edition and world.stack.edition.public_id,),)
    ),
    "public:compare": Place(EVERYBODY),
    "public:searches": Place(SIGNED_IN),
    "public:policies": Place(EVERYBODY),
    "public:policy": Place(
        EVERYBODY,
        (lambda world: ("us-tn", "teacher-license"), lambda world: ("us-md", "certificate-renewal")),
    ),
    "public:verify": Place(EVERYBODY),
    "public:privacy": Place(EVERYBODY),
    "public:terms": Place(EVERYBODY),
    "account:programs": Place(SIGNED_IN),
    "public:issuer": Place(EVERYBODY, (_slug("cedar-hollow"),)),
    "account:cast": Place(only("visitor", "earner")),
    "account:me": Place(SIGNED_IN),
    "account:data": Place(SIGNED_IN),
    "account:erase": Place(SIGNED_IN),
    "account:merge": Place(SIGNED_IN),
    "account:prove": Place(only("earner"), (lambda world: (proof_of(world).public_id,),)),
    "account_login": Place(only("visitor")),
    "account_signup": Place(only("visitor")),
    "account_reset_password": Place(only("visitor")),
    "account_reset_password_done": Place(only("visitor")),
    "account_email_verification_sent": Place(only("visitor")),
    "account_email": Place(SIGNED_IN),
    "account_change_password": Place(only("earner")),
    # Whoever came without a password is led on to choose one.
    "account_set_password": Place(SIGNED_IN - {"earner"}),
    "account_logout": Place(SIGNED_IN),
    "earner:home": Place(SIGNED_IN),
    "earner:attempt": Place(only("earner"), _work("returned", "begun")),
    "earner:part": Place(
        only("earner"),
        (
            _part("returned", "videos"),
            _part("returned", "plans"),
            _part("returned", "justification"),
            _part("begun", "baseline"),
        ),
    ),
    "earner:check": Place(only("earner"), _work("returned", "begun")),
    "earner:result": Place(only("earner"), _work("returned")),
    "earner:example": Place(
        only("earner"), (lambda world: (world.award.attempt and world.award.attempt.public_id,),)
    ),
    "earner:question": Place(only("coach"), (lambda world: (world.held.round.attempt.public_id,),)),
    "earner:appeal": Place(only("earner"), _work("returned")),
    "earner:proposals": Place(SIGNED_IN),
    "earner:proposal": Place(only("earner", "coach"), _work("proposal")),
    "earner:stacks": Place(SIGNED_IN),
    "earner:stack": Place(only("earner", "recognizer"), _work("own")),
    "earner:build_stack": Place(only("earner", "recognizer"), _work("own")),
    "earner:workshops": Place(SIGNED_IN),
    "earner:workshop": Place(SIGNED_IN - {"stranger", "author"}, _work("workshop", "coming")),
    "earner:join": Place(SIGNED_IN, (lambda world: (world.coming.code,),)),
    "earner:portfolio": Place(SIGNED_IN),
    "public:foreign": Place(only("earner"), (lambda world: (world.brought.public_id,),)),
    "earner:elsewhere": Place(SIGNED_IN),
    "earner:elsewhere_add": Place(SIGNED_IN),
    "earner:elsewhere_one": Place(only("earner"), (lambda world: (world.brought.public_id,),)),
    "earner:carry": Place(SIGNED_IN),
    "earner:arrive": Place(SIGNED_IN),
    "earner:arrival": Place(only("stranger"), _carried("looked", "arrived", "refused", "begun")),
    "earner:worth": Place(SIGNED_IN),
    "earner:worth_add": Place(SIGNED_IN),
    "earner:worth_hold": Place(
        SIGNED_IN,
        (
            lambda world: ("us-md/certificate-renewal", "renew"),
            lambda world: ("us-ut-juab/teacher-leader", "teacher_leader"),
        ),
    ),
    "earner:worth_one": Place(
        only("earner"), _held("us-tn/teacher-license", "us-az/computer-science-prek-8")
    ),
    "earner:worth_change": Place(only("earner"), _held("us-tn/teacher-license")),
    "earner:worth_records": Place(SIGNED_IN),
    "earner:approvals": Place(SIGNED_IN),
    "earner:ask_approval": Place(
        only("earner"),
        (
            lambda world: ("goal", world.held_under("us-az/computer-science-prek-8").public_id),
            lambda world: ("award", world.award.public_id),
        ),
    ),
    "earner:approval": Place(only("earner"), _decided("asked", "refused")),
    "earner:decision": Place(only("earner"), _decided("final")),
    "earner:worth_record_add": Place(SIGNED_IN),
    "earner:worth_record": Place(only("earner"), (lambda world: (world.entered.public_id,),)),
    "earner:worth_sight": Place(SIGNED_IN),
    "earner:collections": Place(SIGNED_IN),
    "earner:collection": Place(only("earner"), _work("collection")),
    "earner:links": Place(SIGNED_IN),
    "earner:award": Place(only("earner"), _work("award", "whole")),
    "coach:home": Place(SIGNED_IN),
    "coach:attempt": Place(only("coach"), _work("returned")),
    "coach:workshops": Place(only("coach", "administrator", "stranger")),  # each her own
    "coach:new_workshop": Place(only("coach", "administrator", "stranger")),
    "coach:workshop": Place(only("coach", "administrator"), _work("workshop", "coming")),
    "coach:edit_workshop": Place(only("coach", "administrator"), _work("workshop")),
    "coach:workshop_sheet": Place(only("coach", "administrator"), _work("workshop")),
    "evaluator:queue": Place(only("evaluator", "author", "reviewer")),
    "evaluator:sheet": Place(only("evaluator"), _work("held")),
    "evaluator:recognize": Place(only("evaluator"), _work("held")),
    "evaluator:harm": Place(only("evaluator"), _work("held")),
    "evaluator:incomplete": Place(only("evaluator"), _work("held")),
    "evaluator:statement": Place(SIGNED_IN),
    "evaluator:reports": Place(SIGNED_IN),
    "evaluator:report": Place(only("administrator"), _work("report")),
    "evaluator:contacts": Place(only("administrator"), (_slug("cedar-hollow"),)),
    "evaluator:partners": Place(only("administrator"), (_slug("cedar-hollow"),)),
    "evaluator:expertise": Place(SIGNED_IN),
    "evaluator:payable": Place(only("administrator"), (_slug("cedar-hollow"),)),
    "evaluator:qualifications": Place(SIGNED_IN),
    "evaluator:qualification": Place(only("reviewer"), _calibrated("qualification")),
    "evaluator:declare": Place(only("reviewer"), _calibrated("qualification")),
    "evaluator:lesson": Place(
        only("reviewer"), (lambda world: (world.calibrated.qualification.public_id, "rubric"),)
    ),
    "evaluator:anchor_sheet": Place(only("reviewer"), _calibrated("sheet")),
    "evaluator:pools": Place(only("author"), (_slug("harpeth-state"),)),
    "evaluator:pool": Place(only("author"), _calibrated("pool")),
    "evaluator:anchor": Place(only("author"), _calibrated("anchor")),
    "evaluator:workload": Place(only("author"), (_slug("harpeth-state"),)),
    "evaluator:disputes": Place(only("author"), (_slug("harpeth-state"),)),
    "evaluator:sides": Place(
        only("author"),
        (lambda world: ("harpeth-state", world.returned.rounds.get(number=1).public_id),),
    ),
    "evaluator:stuck": Place(only("author"), (_slug("harpeth-state"),)),
    "evaluator:feedback": Place(only("author"), (_slug("harpeth-state"),)),
    "evaluator:drift": Place(only("author"), (_slug("harpeth-state"),)),
    "evaluator:judging_rules": Place(only("author"), (_slug("harpeth-state"),)),
    "evaluator:judging_log": Place(only("author"), (_slug("harpeth-state"),)),
    "evaluator:evaluator": Place(only("author"), _calibrated("qualification")),
    "author:home": Place(only("author")),
    "author:examples": Place(only("author"), (_slug("harpeth-state"),)),
    "author:example": Place(only("author"), (lambda world: ("harpeth-state", world.allowed.public_id),)),
    "author:draft": Place(only("author"), (_draft,)),
    "author:preview": Place(only("author"), (_draft,)),
    "author:adopt": Place(only("author")),
    "author:begin_with_file": Place(only("author")),
    "author:bring": Place(only("author"), (_draft,)),
    "author:align": Place(only("author"), (_draft,)),
    "author:difference": Place(only("author"), (_draft,)),
    "author:gate": Place(only("author"), (_draft,)),
    "author:reviews": Place(only("reviewer")),
    "author:review": Place(only("reviewer"), _work("asked")),
    "author:stacks": Place(only("author")),
    "author:stack": Place(only("author"), _work("stack")),
    "recognizer:home": Place(only("recognizer", "administrator", "stranger")),  # each her own record
    "recognizer:credit": Place(only("recognizer")),
    "recognizer:policies": Place(KEEPERS),
    "recognizer:policy": Place(
        KEEPERS,
        (lambda world: ("us-tn", "teacher-license"), lambda world: ("cedar-hollow", "what-it-is-for")),
    ),
    "recognizer:policy_changes": Place(KEEPERS, (lambda world: ("us-nc", "teacher-renewal"),)),
    "recognizer:adopt_policy": Place(KEEPERS, (lambda world: ("us-ut-juab", "teacher-leader"),)),
    "recognizer:new_policy": Place(KEEPERS),
    "recognizer:policy_draft": Place(OF_CEDAR, _ruled("draft")),
    "recognizer:read_policy_draft": Place(OF_CEDAR, _ruled("draft")),
    "recognizer:use_policy": Place(OF_CEDAR, _ruled("draft")),
    "recognizer:accept_lists": Place(KEEPERS),
    "recognizer:accept_list": Place(OF_CEDAR, (lambda world: (world.ruled.entry.list.public_id,),)),
    "recognizer:what_if": Place(KEEPERS),
    "recognizer:trial": Place(OF_CEDAR, _ruled("trial")),
    "recognizer:roster": Place(KEEPERS),
    "recognizer:approvals": Place(SIGNED_IN),
    "recognizer:approvers": Place(KEEPERS),
    "recognizer:approval": Place(OF_CEDAR, _decided("asked", "refused")),
    "recognizer:decisions": Place(KEEPERS),
    "recognizer:decide": Place(KEEPERS),
    "recognizer:decision": Place(OF_CEDAR, _decided("final")),
    "recognizer:payments": Place(KEEPERS),
    "recognizer:transcripts": Place(KEEPERS),
    "recognizer:person_record": Place(
        only("recognizer", "administrator"), (lambda world: (world.person("dana-brown").public_id,),)
    ),
    "recognizer:filing": Place(only("recognizer", "administrator"), _work("filed")),
    # Whoever runs one organization is led on to it.
    "organization:mine": Place(only("earner")),
    "organization:home": Place(only("administrator"), (_slug("cedar-hollow"),)),
    "organization:about": Place(only("administrator"), (_slug("cedar-hollow"),)),
    "organization:people": Place(only("administrator"), (_slug("cedar-hollow"),)),
    "organization:goals": Place(only("administrator"), (_slug("cedar-hollow"),)),
    "organization:goal": Place(
        only("administrator"), (lambda world: ("cedar-hollow", world.proposal.goal.public_id),)
    ),
    "organization:panel": Place(SIGNED_IN),
    "organization:before_panel": Place(
        only("earner", "coach", "evaluator", "administrator"), _work("proposal")
    ),
    "organization:frameworks": Place(only("administrator"), (_slug("cedar-hollow"),)),
    "organization:framework": Place(only("administrator"), (lambda world: ("cedar-hollow", FRAMEWORK),)),
    "organization:tokens": Place(only("administrator"), (_slug("cedar-hollow"),)),
    "organization:issuing": Place(only("administrator"), (_slug("cedar-hollow"),)),
    "organization:known_issuers": Place(only("administrator"), (_slug("cedar-hollow"),)),
    "organization:known_issuer": Place(
        only("administrator"), (lambda world: ("cedar-hollow", world.known.public_id),)
    ),
    "organization:key": Place(
        only("administrator"),
        (lambda world: ("cedar-hollow", world.award.credential.signing_key.public_id),),
    ),
    "organization:awards": Place(only("administrator"), (_slug("cedar-hollow"),)),
    "organization:how_micro": Place(only("administrator"), (_slug("cedar-hollow"),)),
    "organization:validity": Place(only("administrator"), (_slug("cedar-hollow"),)),
    "organization:validity_report": Place(
        only("administrator"), (lambda world: ("cedar-hollow", world.judged.public_id),)
    ),
    **{
        f"organization:{name}": Place(
            only("administrator"), (lambda world: ("cedar-hollow", world.award.public_id),)
        )
        for name in ("award", "reissue")
    },
    "organization:endorsements": Place(only("administrator"), (_slug("cedar-hollow"),)),
    "organization:past": Place(only("administrator"), (_slug("cedar-hollow"),)),
    "organization:past_import": Place(
        only("administrator"), (lambda world: ("cedar-hollow", world.bringing.public_id),)
    ),
    "organization:standards": Place(only("administrator", "reviewer"), (_slug("cedar-hollow"),)),
    **{
        f"organization:{name}": Place(only("administrator"), (_slug("cedar-hollow"),))
        for name in (
            "edit_standards",
            "add_standard",
            "bring_standards",
            "newer_standards",
            "preview_standards",
        )
    },
    "organization:standard": Place(only("administrator"), (lambda world: ("cedar-hollow", "bias-review"),)),
    "shared:gallery": Place(only("visitor")),
}

# Pages in the table of which somebody else has her own: an author sets the standards of her organization.
HER_OWN: dict[str, Place] = {
    **{
        f"organization:{name}": Place(only("author"), (_slug("harpeth-state"),))
        for name in ("standards", "edit_standards", "add_standard", "bring_standards", "preview_standards")
    },
    "organization:standard": Place(only("author"), (lambda world: ("harpeth-state", "bias-review"),)),
}

# Pages that the audiences not named may open as well: they look the same, or lead elsewhere.
OPEN_TO_MORE = {"shared:gallery", "account:cast", "organization:mine"} | {
    name for name in PLACES if name.startswith("account_")
}

POSTED = "answers posts alone"
PROGRAMS = "is read by programs"
PICTURE = "is a picture"
TWICE = "is the same page as with a slash at its end"
ELSEWHERE = "leads on to where it is found"
UNUSED = "belongs to what this installation does not offer"
EMBEDDED = "stands in pages of other sites"
PROVED = "is reached with a proof, in test_my_account.py"
LETTER = "is reached from a letter, where test_letters.py looks at it"
NO_PAGES: dict[str, str] = {
    "public:save": POSTED,
    "public:save_search": POSTED,
    "public:remove_search": POSTED,
    "public:restore_search": POSTED,
    "public:feed": PROGRAMS,
    "public:sitemap": PROGRAMS,
    "public:sitemap_part": PROGRAMS,
    "public:robots": PROGRAMS,
    "public:policies_csv": PROGRAMS,
    "public:policies_json": PROGRAMS,
    "public:policy_text": PROGRAMS,
    "public:edition_text": PROGRAMS,
    "public:validity_json": PROGRAMS,
    "public:validity_endorsement": PROGRAMS,
    "public:edition_art": PICTURE,
    "public:stack_text": PROGRAMS,
    "public:stack_art": PICTURE,
    "public:badge_id": TWICE,
    "public:issuer_id": TWICE,
    "public:achievement": ELSEWHERE,
    "public:achievement_id": ELSEWHERE,
    "public:achievement_ob2": PROGRAMS,
    "public:issuer_ob2": PROGRAMS,
    "public:badge_ob2": PROGRAMS,
    "public:badge_jwt": PROGRAMS,
    "public:moved_badge_file": ELSEWHERE,
    "public:moved_status_list": ELSEWHERE,
    "public:moved_status_copy": ELSEWHERE,
    "public:own_did": PROGRAMS,
    "public:credential": PROGRAMS,
    "public:badge_svg": PICTURE,
    "public:badge_png": PICTURE,
    "public:certificate": "is a PDF",
    "public:collection_pdf": "is a PDF",
    "public:badge_embed": EMBEDDED,
    "public:collection_embed": EMBEDDED,
    "public:evidence": "is a file",
    "public:did": PROGRAMS,
    "public:status_list": PROGRAMS,
    "public:status_list_of_key": PROGRAMS,
    "public:issuer_image": PICTURE,
    "earner:start": POSTED,
    "earner:set_aside": POSTED,
    "earner:resume": POSTED,
    "earner:recall": POSTED,
    "earner:invite": POSTED,
    "earner:end_coaching": POSTED,
    "earner:rate": POSTED,
    "earner:add_link": POSTED,
    "earner:add_entry": POSTED,
    "earner:show_as": POSTED,
    "earner:save_entry": POSTED,
    "earner:caption": POSTED,
    "earner:date_piece": POSTED,
    "earner:answer": POSTED,
    "earner:remove": POSTED,
    "earner:restore": POSTED,
    "earner:give_consent": POSTED,
    "earner:withdraw_consent": POSTED,
    "earner:visibility": POSTED,
    "earner:say": POSTED,
    "earner:show_evidence": POSTED,
    "earner:link_badge": POSTED,
    "earner:pin": POSTED,
    "earner:withdraw_link": POSTED,
    "earner:put_in_collection": POSTED,
    "earner:arrange_collection": POSTED,
    "earner:link_collection": POSTED,
    "earner:show_collected": POSTED,
    "earner:remove_collection": POSTED,
    "earner:propose": POSTED,
    "earner:add_colleague": POSTED,
    "earner:leave_proposal": POSTED,
    "earner:withdraw_proposal": POSTED,
    "earner:call_back_proposal": POSTED,
    "earner:begin_stack": POSTED,
    "earner:agree_to_stack": POSTED,
    "earner:hand_over_stack": POSTED,
    "earner:end_stack": POSTED,
    "earner:take_up_stack": POSTED,
    "earner:type_code": "leads on to the page of a code",
    "earner:leave_workshop": POSTED,
    "earner:worth_remove": POSTED,
    "earner:move_approval": POSTED,
    "earner:transcript": "is a file",
    "recognizer:end_approver": POSTED,
    "recognizer:end_delegation": POSTED,
    "recognizer:set_aside": POSTED,
    "recognizer:packet": POSTED,
    "recognizer:waive": POSTED,
    "recognizer:packet_file": "is a file",
    "recognizer:waiver": "is a file",
    "recognizer:take_back_waiver": POSTED,
    "recognizer:work_out": POSTED,
    "recognizer:export_payments": POSTED,
    "recognizer:budget": POSTED,
    "recognizer:release": POSTED,
    "recognizer:batch": "is a table for spreadsheets",
    "recognizer:transcript": "is a file",
    "earner:worth_put_back": POSTED,
    "earner:worth_record_remove": POSTED,
    "earner:worth_record_put_back": POSTED,
    "public:foreign_picture": PICTURE,
    "public:foreign_json": PROGRAMS,
    "earner:elsewhere_check": POSTED,
    "earner:elsewhere_seen": POSTED,
    "earner:elsewhere_remove": POSTED,
    "earner:elsewhere_put_back": POSTED,
    "earner:elsewhere_original": "is what somebody uploaded",
    "earner:elsewhere_picture": PICTURE,
    "earner:elsewhere_say": POSTED,
    "earner:elsewhere_take_back": POSTED,
    "earner:elsewhere_file_add": POSTED,
    "earner:elsewhere_file": "is what somebody uploaded",
    "earner:elsewhere_file_remove": POSTED,
    "earner:worth_paper": "is what somebody uploaded",
    "earner:worth_paper_add": POSTED,
    "earner:worth_paper_remove": POSTED,
    "earner:worth_sight_end": POSTED,
    "earner:archive": "is a file",
    "earner:remove_archive": POSTED,
    "earner:bring_archive": POSTED,
    "earner:remove_arrival": POSTED,
    "earner:share": POSTED,
    "earner:unshare": POSTED,
    "earner:ask_endorsement": POSTED,
    "earner:answer_endorsement": POSTED,
    "earner:ask_credit": POSTED,
    "earner:take_back_credit": POSTED,
    "earner:train_on": POSTED,
    "evaluator:next": POSTED,
    "evaluator:send": POSTED,
    "evaluator:renew": POSTED,
    "evaluator:release": POSTED,
    "evaluator:comment": POSTED,
    "evaluator:uncomment": POSTED,
    "evaluator:beat": POSTED,
    "evaluator:edit_here": POSTED,
    "evaluator:ask": POSTED,
    "evaluator:keep_phrase": POSTED,
    "evaluator:drop_phrase": POSTED,
    "evaluator:use_phrase": POSTED,
    "evaluator:settle": POSTED,
    "evaluator:look": POSTED,
    "evaluator:answer_signal": POSTED,
    "evaluator:judging_log_table": "is a table for spreadsheets",
    "evaluator:page": PICTURE,
    "evaluator:statement_table": "is a table for spreadsheets",
    "evaluator:end_contact": POSTED,
    "evaluator:end_partner": POSTED,
    "evaluator:mark_paid": POSTED,
    "coach:remark": POSTED,
    "coach:call_off_workshop": POSTED,
    "coach:suggest": POSTED,
    "coach:take_back_suggestion": POSTED,
    "coach:note_here": POSTED,
    "coach:strike": POSTED,
    "organization:put_standards": POSTED,
    "organization:standards_yaml": "is a file",
    "author:check_links": POSTED,
    "author:publish": POSTED,
    "author:comment": POSTED,
    "author:settle_comment": POSTED,
    "author:yaml": "is a file",
    "author:spreadsheet": "is a file",
    "author:template": "is a file",
    "author:retire": POSTED,
    "author:ask": POSTED,
    "author:call_back": POSTED,
    "author:offer": POSTED,
    "author:decide": POSTED,
    "author:retire_stack": POSTED,
    "recognizer:check_all": POSTED,
    "recognizer:file": POSTED,
    "recognizer:check": POSTED,
    "recognizer:confirm_credit": POSTED,
    "recognizer:refuse_credit": POSTED,
    "recognizer:export": "is a table for spreadsheets",
    "recognizer:trial_table": "is a table for spreadsheets",
    "recognizer:policy_text": "is a file to keep",
    "recognizer:policy_cases": "is a file to keep",
    "recognizer:policy_to_draft": POSTED,
    "recognizer:remove_policy_draft": POSTED,
    "recognizer:restore_policy_draft": POSTED,
    "recognizer:withdraw_policy": POSTED,
    "recognizer:put_policy_back": POSTED,
    "recognizer:remove_entry": POSTED,
    "recognizer:put_entry_back": POSTED,
    "organization:end_role": POSTED,
    "organization:close_goal": POSTED,
    "organization:unseat": POSTED,
    "organization:open_vote": POSTED,
    "organization:vote": POSTED,
    "organization:close_vote": POSTED,
    "organization:become": POSTED,
    "organization:rotate_key": POSTED,
    "organization:compromise_key": POSTED,
    "organization:sign_again": POSTED,
    "organization:compare_issuer": POSTED,
    "organization:unpin_issuer": POSTED,
    "organization:put_issuer_back": POSTED,
    "organization:remove_issuers_list": POSTED,
    "organization:put_issuers_list_back": POSTED,
    "organization:export_issuers": POSTED,
    "organization:begin_import": POSTED,
    "organization:discard_import": POSTED,
    "organization:past_template": "is a file",
    "organization:validity_bundle": "is a file",
    "organization:past_faults": "is a file",
    "organization:suspend": POSTED,
    "organization:reinstate": POSTED,
    "organization:answer_endorsement": POSTED,
    "organization:awards_table": "is a table for spreadsheets",
    "organization:many_awards": "is reached with awards chosen, in test_awards.py",
    "organization:endorse": "is reached with what is endorsed, in test_awards.py",
    "public:endorsement": PROGRAMS,
    "organization:revoke": POSTED,
    "account:copy": POSTED,
    "account:take_copy": "is an archive",
    "account:drop_copy": POSTED,
    "account:call_off_erasure": POSTED,
    "account:merge_sure": PROVED,
    "account_inactive": UNUSED,
    "account_reauthenticate": UNUSED,
    "account_confirm_login_code": UNUSED,
    "account_confirm_email": LETTER,
    "account_reset_password_from_key": LETTER,
    "account_reset_password_from_key_done": LETTER,
    "organization:revoke_token": POSTED,
    "api:awards": PROGRAMS,
    "api:discovery": PROGRAMS,
    "api:credentials": PROGRAMS,
    "api:profile": PROGRAMS,
    "api:authorize": "is opened by programs; tests/stories/test_consent.py",
    "api:token": PROGRAMS,
    "api:revoke": PROGRAMS,
    "api:register": PROGRAMS,
    "api:oauth_metadata": PROGRAMS,
    "oauth2_provider:dcr-register-management": PROGRAMS,
    "account:end_program": POSTED,
    "api:arrivals": PROGRAMS,
    "api:arrival": PROGRAMS,
    "api:uploads": PROGRAMS,
    "api:upload": PROGRAMS,
    "api:file": "is a file",
    "public:example_file": "is a file",
    "shared:art": PICTURE,
}


def person_of(world: World, audience: str) -> Person | None:
    key = AUDIENCES[audience]
    return world.person(key) if key else None


def addresses_for(audience: str, world: World) -> list[str]:
    """Every address that the audience may open, in the order of the table."""
    return [
        address
        for name, place in (*PLACES.items(), *HER_OWN.items())
        if audience in place.who
        for address in place.addresses(name, world)
    ]


def refused_to(audience: str, world: World) -> list[str]:
    """Every address of a page that is not for the audience."""
    return [
        address
        for name, place in PLACES.items()
        if audience not in place.who and name not in OPEN_TO_MORE
        for address in place.addresses(name, world)
    ]
