"""A short recording without anybody's voice: soft tones that rise and fall like talk, made from a seed."""

from __future__ import annotations

import math
import random
import wave
from array import array
from pathlib import Path

RATE = 16_000


def make_sound(path: Path, *, seconds: int = 12, seed: int = 1) -> None:
    """Write a mono WAV file of 16 kHz and 16 bits."""
    dice = random.Random(seed)
    samples = array("h")
    while len(samples) < seconds * RATE:
        pitch, length = dice.uniform(140, 260), dice.uniform(0.12, 0.35)
        count = int(length * RATE)
        samples.extend(
            int(5000 * math.sin(math.pi * k / count) * math.sin(2 * math.pi * pitch * k / RATE))
            for k in range(count)
        )
        samples.extend([0] * int(dice.uniform(0.05, 0.6) * RATE))
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(samples[: seconds * RATE].tobytes())
