"""What evaluators learn before they rate: short lessons, each with scenes to decide. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Question:
    """A scene and what to do in it; `options` are (key, words), `hint` leads whoever chose wrongly to the right one."""

    key: str
    text: str
    options: tuple[tuple[str, str], ...]
    right: str
    hint: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """A page to read in a few minutes: parts of (heading, paragraphs), then its questions."""

    key: str
    title: str
    minutes: int
    why: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    questions: tuple[Question, ...]


PRIVACY = Lesson(
    key="privacy",
    title="Children are in it",
    minutes=4,
    why="Before you open any evidence: what you may do with what you see.",
    parts=(
        (
            "What you are shown, and why",
            (
                "Teachers hand in videos of lessons, student work, and notes on real children. Families said yes "
                "to one use: that a few evaluators look at it to judge the teacher's work. Nothing else was agreed.",
                "So look where nobody looks over your shoulder. Do not copy, download, photograph, or record it. "
                "Do not describe a child or a teacher to anyone, not even without the name.",
            ),
        ),
        (
            "If you know somebody",
            (
                "You read blind, but a voice or a hallway can give a school away. If you recognize anyone, step "
                "back. You are paid for the time, nobody asks why, and another evaluator takes over.",
            ),
        ),
        (
            "If a child may be in danger",
            (
                "Stop and use “Report harm” on the sheet. It reaches a person who acts on it. Your state's law may "
                "also ask you yourself to report at once. You need no proof: a reason to worry is enough.",
            ),
        ),
    ),
    questions=(
        Question(
            "cafe",
            "You have an hour at a coffee shop and a video waits in your queue. What do you do?",
            (
                ("quiet", "Watch it with headphones, at a table by the wall."),
                ("later", "Read something of your own, and watch it later where nobody sees the screen."),
                ("still", "Look only at the still pictures."),
            ),
            "later",
            "Headphones do not hide faces. Families agreed that evaluators see their children, and nobody else.",
        ),
        Question(
            "voice",
            "Two minutes into a recording you know the voice: you shared a project with her six years ago.",
            (
                ("fair", "Go on. It was long ago, and you can be fair."),
                ("note", "Go on, and mention it in your comment."),
                ("back", "Step back, and let another evaluator read it."),
            ),
            "back",
            "Knowing her is enough, however fair you are: the earner must be able to trust that nobody knew her.",
        ),
        Question(
            "bruise",
            "A student in the clip says that he is afraid to go home. The lesson itself goes well.",
            (
                ("report", "Stop and report harm from the sheet, and follow your state's duty to report."),
                ("finish", "Finish the reading first, then write to the lead when you find the time."),
                ("teacher", "Ask the teacher about it in your feedback."),
            ),
            "report",
            "A child's safety comes before the reading, and it cannot wait. You need no proof.",
        ),
    ),
)

BIAS = Lesson(
    key="bias",
    title="What bends a judgment",
    minutes=6,
    why="Nobody is free of it. It helps to know the usual ways.",
    parts=(
        (
            "Six ways to go wrong",
            (
                "Halo: one strong part makes the rest look strong. Rate each criterion as if it were the only one.",
                "Order: after a brilliant piece the next looks poor. Compare with the level's words, never with the "
                "piece before.",
                "Severity and leniency: some of us always give a little less, or more. Anchors show you which.",
                "The middle: when in doubt we choose the middle. Ask which words of the level the evidence shows.",
                "Likeness: we find it easier to see quality in people who teach, speak, or look as we do.",
                "Polish: good light, fluent writing, and a tidy room are not the competency.",
            ),
        ),
        (
            "What helps",
            (
                "Name the evidence before you choose the level: a time in the video, a page, a line. If you cannot "
                "point to it, you have an impression and not yet a rating.",
                "Different is not lower. A dialect, an accent, a first language other than English, a noisy room, "
                "or an old camera say nothing about the competency unless the rubric names them.",
                "Work of disabled teachers and students may look unlike what you are used to. Ask only whether it "
                "shows what the criterion looks for.",
            ),
        ),
    ),
    questions=(
        Question(
            "dialect",
            "A teacher speaks a dialect you seldom hear. Her questions build on what students said, as the level "
            "asks. Two sentences of her written reflection are not standard English.",
            (
                ("lower", "Rate one level lower: language matters in a school."),
                ("level", "Rate the level that her questions show."),
                ("comment", "Rate the level, and advise her to have her writing checked."),
            ),
            "level",
            "The criterion is about questions. Unless the rubric names language, it is not for you to judge.",
        ),
        Question(
            "halo",
            "The first two criteria were the best you have seen this year. On the third you find one example where "
            "the level asks for several.",
            (
                ("kind", "Give her the level. Work this good surely has more examples."),
                ("words", "Rate the level whose words the evidence meets, and say what is missing."),
                ("middle", "Choose a level between the two."),
            ),
            "words",
            "That is the halo. Each criterion stands on its own evidence.",
        ),
        Question(
            "row",
            "You just sent four readings with “not yet” in a row. The fifth looks fine, and you hesitate.",
            (
                ("strict", "Look for a reason: five in a row would not be strange now."),
                ("generous", "Give it the benefit, since the others were so low."),
                ("alone", "Read it against the level's words, as if it were the first of the day."),
            ),
            "alone",
            "What came before it says nothing about this piece. Only the rubric does.",
        ),
    ),
)

RUBRIC = Lesson(
    key="rubric",
    title="Reading with a rubric",
    minutes=5,
    why="How a level is chosen, and what feedback owes the teacher.",
    parts=(
        (
            "From evidence to level",
            (
                "Read the criterion and what it looks for. Then look at the evidence, and note what you see, not "
                "what you think of it. Only then read the levels, from the passing one outward.",
                "Choose the level whose words fit best. When two seem to fit, take the lower one if any of the "
                "higher one's words has no evidence at all.",
                "The result follows from your levels by the rubric's rule. Never choose a level to reach a result.",
            ),
        ),
        (
            "Feedback for every “not yet”",
            (
                "Say three things: where in the evidence you looked, what is missing there, and what a next step "
                "could be. A teacher should be able to act on it by Monday.",
                "Write about the work, never about the person. “At 4:10 you answer your own question” helps. “You "
                "are too impatient” does not.",
            ),
        ),
        (
            "When the evidence is not there",
            (
                "What you cannot see you cannot rate up. If a file is broken or a part is missing, send it back as "
                "incomplete: it costs the teacher no attempt.",
            ),
        ),
    ),
    questions=(
        Question(
            "between",
            "“Proficient” asks that students build on each other's ideas and that the teacher steps back. You see "
            "the first three times and the second not once.",
            (
                ("up", "Proficient: most of it is there."),
                ("down", "The level below, with feedback on stepping back."),
                ("ask", "Proficient, with a question in the feedback."),
            ),
            "down",
            "One of the level's words has no evidence at all, so the level below fits better.",
        ),
        Question(
            "feedback",
            "Which of these is feedback that a teacher can act on?",
            (
                ("general", "Please reflect more deeply on your practice."),
                (
                    "pointed",
                    "At 6:30 two students answer at once and you choose one. Next time, let both speak.",
                ),
                ("praise", "Lovely lesson! Just a little more wait time."),
            ),
            "pointed",
            "It needs a place in the evidence, what is missing there, and a next step.",
        ),
    ),
)

LESSONS: Final[dict[str, Lesson]] = {each.key: each for each in (PRIVACY, BIAS, RUBRIC)}
BEFORE_CHILDREN: Final = PRIVACY.key
TRAINING: Final = (BIAS.key, RUBRIC.key)
