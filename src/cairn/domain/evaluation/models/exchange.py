from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cairn.domain.evaluation.models.readings import Reading
from cairn.domain.evidence.models import Round
from cairn.engines.privacy import Privacy

SAID = "It is part of what was judged; who asked is never shown."


class Question(models.Model):
    """The one question that the evaluators of a round may put to its earner; neither learns who the other is.

    `shared` is false where the round is no live one: only the reading that asked sees it, and nobody gets a letter.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="questions")
    reading = models.OneToOneField(Reading, models.CASCADE, related_name="question")
    shared = models.BooleanField(default=True)
    text = models.TextField()
    asked_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    privacy = Privacy(personal=("text",), owner="reading.evaluator", on_leave="keep", why=SAID)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(shared=True), name="one_clarifying_question_a_round"
            ),
            models.CheckConstraint(condition=Q(closes_at__gt=F("asked_at")), name="a_question_waits_a_while"),
            models.CheckConstraint(condition=~Q(text=""), name="a_question_has_words"),
        ]

    def __str__(self) -> str:
        return f"Question about round {self.round_id}"


class Answer(models.Model):
    """What the earner answered, once; words alone, never new evidence."""

    question = models.OneToOneField(Question, models.CASCADE, related_name="answer")
    text = models.TextField()
    given_at = models.DateTimeField()

    privacy = Privacy(personal=("text",), owner="question.round.attempt.earner", on_leave="blank")

    def __str__(self) -> str:
        return f"Answer to question {self.question_id}"
