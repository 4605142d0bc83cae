"""Whose a noun of a deed is by the verb that carries it: «شنت الطائرات غارات», «تعرضت القرية لقصف»."""

from __future__ import annotations

from sijill.arabic.particles import RELATIVES
from sijill.packs.lexicon import Hit
from sijill.reading.roles.casting import Cast, Scene, announced, of_deed, subjects


def _carrier(scene: Scene) -> Hit | None:
    """The verb that carries a noun: «شنت الطائرات غارات», «تعرضت القرية لقصف»."""
    first, _ = scene.sentence.clause_of(scene.trigger.first)
    best: Hit | None = None
    for name in ("performing", "suffering"):
        for hit in scene.sentence.words.get(name, ()):
            if first <= hit.first < scene.trigger.first and (best is None or hit.first > best.first):
                best = hit
    return best


def carried(scene: Scene, result: Cast) -> None:
    """Give a noun the subject of the verb that carries it, or him who suffered it."""
    carrier = _carrier(scene)
    if carrier is None:
        return
    suffering = carrier.entry.data == "suffering"
    role = "target" if suffering else scene.role("subject")
    if result.has(role) or not role:
        return
    start, end = carrier.last, scene.trigger.first
    able = [m for m in scene.near if suffering or scene.acts(m) or role != "actor"]
    fit = [m for m in able if not m.prep and (suffering or not m.position)]
    between = [m for m in fit if start <= m.first and m.last <= end and not of_deed(scene.sentence, m)]
    before = [m for m in fit if m.last <= carrier.first]
    relative = carrier.first > scene.sentence.first and scene.sentence.forms[carrier.first - 1] in RELATIVES
    head = [m for m in able if m.last == carrier.first - 1] if relative else []
    topic = None if suffering else announced(scene, carrier)
    behind_noun = [m for m in scene.near if m.first == start and not carrier.entry.verb and not m.prep]
    if behind_noun and role == "actor":
        result.give(role, behind_noun[0])  # «إقدام مواطنين على قتل …»: whoever they are
    elif topic is not None:
        result.give(role, topic)
    elif between:
        result.give(role, between[0])
    elif head:
        result.give(role, head[-1].lead)  # «بدعم من التحالف الذي شن غارات»
    elif before:
        result.give(role, subjects(scene.sentence, before)[-1].lead)
    elif not suffering and scene.heir and not any(m for m in scene.near if m.first > end and not m.prep):
        result.inherited[role] = scene.heir
