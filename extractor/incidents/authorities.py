"""Authorities told or acting: who, which action, and whether it is done, planned or denied.

An action is found in the clause of its cue (``act`` in ``models/lexicons/authorities.toml``) and the
authority by direction: a complaint or notification goes *to* the authority that follows it (« plainte
à la gendarmerie ») or that undergoes the verb (« la Cnil a été avisée »); an investigation or help
comes *from* the authority that is its subject (« le parquet a ouvert une enquête ») or follows « par »,
« confiée à ». The reverse direction (« prévenue par l'Anssi »), advice and internal inquiries are none.

>>> from extractor.incidents.context import Context
>>> found = find_authority_actions(Context("La ville a saisi la Cnil et va porter plainte."))
>>> [(a.who, a.action, a.status) for a in found]
[('cnil', 'notification', 'confirmed'), ('unspecified', 'complaint', 'planned')]
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.french.factuality import Reading
from extractor.french.lexicon import Hit
from extractor.french.prose import Sentence
from extractor.incidents.context import Context
from extractor.records import AuthorityActionCode, AuthorityCode, Status


@dataclass(slots=True)
class ActionMark:
    """One authority action; offsets in code points of its whole statement."""

    start: int
    end: int
    who: AuthorityCode
    action: AuthorityActionCode
    status: Status
    sentence: int
    name: tuple[int, int] | None
    rule: str


# Acts that need the authority in the same clause; a complaint may stand alone.
_TO = ("complaint", "notification")
_DPA_LIKE = ("cnil", "foreign_dpa", "anssi", "csirt", "health_agency", "cybermalveillance", "foreign_cyber_agency", "prefecture")
_JUDICIAL = ("prosecutor", "police", "gendarmerie", "intelligence")
_OWN_INQUIRY = ("interne", "administrative", "parlementaire", "journalistique", "publique", "satisfaction", "sanitaire", "technique", "techniques")


def find_authority_actions(context: Context) -> list[ActionMark]:
    """Every authority action of an article, in order, each (who, action, status) of a sentence once."""
    marks: list[ActionMark] = []
    for sentence in context.prose.sentences:
        marks.extend(_in_sentence(context, sentence))
    return marks


def _in_sentence(context: Context, sentence: Sentence) -> list[ActionMark]:
    acts = context.within("act", sentence.start, sentence.end)
    authorities = context.within("authority", sentence.start, sentence.end)
    if not acts or not (authorities or any(a.entry.data["act"] in ("complaint", "investigation") for a in acts)):
        return []
    authorities = _distinct(context, authorities)
    found: dict[tuple[str, str], ActionMark] = {}
    used: set[int] = set()
    order = {"complaint": 0, "investigation": 1, "notification": 2, "assistance": 3}
    for act in sorted(acts, key=lambda a: (order[a.entry.data["act"]], a.start)):
        action: AuthorityActionCode = act.entry.data["act"]
        reading = context.factuality.read(act.start, act.end)
        if reading.modality == "general":
            continue
        for authority in _targets(context, sentence, act, action, authorities, used):
            status = _status(reading)
            if authority is None:
                if (("unspecified", action) in found) or _refused(context, act, action):
                    continue
                mark = ActionMark(act.start, act.end, "unspecified", action, status, sentence.index, None, act.entry.form)
            else:
                who: AuthorityCode = authority.entry.data["who"]
                if (who, action) in found:
                    continue
                used.add(authority.start)
                mark = ActionMark(
                    min(act.start, authority.start), max(act.end, authority.end), who, action, status,
                    sentence.index, (authority.start, authority.end), act.entry.form,
                )
            found[mark.who, mark.action] = mark
    return sorted(found.values(), key=lambda m: m.start)


def _distinct(context: Context, authorities: list[Hit]) -> list[Hit]:
    """Drop glosses: « Agence régionale de santé (ARS) » is one authority, « parquet de Paris » too."""
    kept: list[Hit] = []
    for hit in authorities:
        if kept and kept[-1].entry.data["who"] == hit.entry.data["who"]:
            between = context.prose.folded[kept[-1].end : hit.start]
            if len(between) <= 4 and "(" in between or between.strip() in ("du", "de", "de la", "-", "d'"):
                continue
        if hit.entry.form in ("SQ", "ANS", "CST", "ICO", "CIL", "UNC", "CERT", "MCN", "MPC", "ANSI") and not context.prose.text[hit.start : hit.end].isupper():
            continue
        kept.append(hit)
    return kept


def _status(reading: Reading) -> Status:
    if reading.negated and reading.modality is None:
        return "denied"
    if reading.negated and reading.modality == "planned":
        return "denied"
    if reading.modality == "possible":
        return "possible"
    if reading.modality == "planned":
        return "planned"
    return "confirmed"


def _refused(context: Context, act: Hit, action: str) -> bool:
    """Whether a bare act with no authority says nothing of its own."""
    prose = context.prose
    after = prose.words[prose.word_at(act.end - 1) + 1 : prose.word_at(act.end - 1) + 3]
    if action == "investigation":
        if not act.entry.form.startswith(("enquête", "information judiciaire", "instruction")):
            return True
        if any(word in _OWN_INQUIRY for word in after):
            return True
        around = prose.folded[max(0, act.start - 40) : act.end + 40]
        return not any(w in around for w in ("ouverte", "ouvert une", "en cours", "est ouverte", "judiciaire", "preliminaire"))
    return action not in ("complaint",)


def _targets(
    context: Context, sentence: Sentence, act: Hit, action: str, authorities: list[Hit], used: set[int]
) -> list[Hit | None]:
    prose = context.prose
    left, right = context.factuality.clause(act.start, act.end)
    start, end = prose.starts[left], prose.ends[right - 1]
    after = [a for a in authorities if a.start >= act.end]
    before = [a for a in authorities if a.end <= act.start]
    chosen: list[Hit | None] = []
    if action == "complaint":
        for hit in after:
            between = prose.folded[act.end : hit.start]
            if len(between) < 90 and _leads_to(between, ("a ", "au ", "aupres", "aux ", "devant", "entre les mains", "dans", "via", "chez")):
                if hit.entry.data["who"] in (*_JUDICIAL, "unspecified", "cnil", "foreign_dpa"):
                    chosen.append(hit)
                    break
        if not chosen:
            for hit in reversed(before):
                between = prose.folded[hit.end : act.start]
                if hit.start >= start and len(between) < 60 and hit.entry.data["who"] in (*_JUDICIAL,) and (
                    "saisi" in between or "recu" in between or "enregistre" in between or "d'une" in between
                ):
                    chosen.append(hit)
                    break
        return chosen or [None]
    if action == "notification":
        passive = act.mood == "pp" and _passive(context, act)
        by = prose.folded[act.end : act.end + 6].strip().startswith(("par ", "par"))
        if passive and not by:
            chosen = [a for a in before if a.start >= start - 1]
            if chosen:
                return chosen
        if by:
            return []
        reach = _enumeration(context, act.end, after, end)
        if reach:
            return list(reach)
        if act.mood is None and before and before[-1].start >= start and prose.folded[before[-1].end : act.start].strip() in ("a recu un", "a recu une", "a ete destinataire d'un", "a ete destinataire d'une", "a enregistre un"):
            return [before[-1]]
        return []
    if action == "investigation":
        if _own_inquiry(context, act):
            return []
        chosen = [a for a in authorities if start - 60 <= a.start <= end + 80 and a.entry.data["who"] in (*_JUDICIAL, "unspecified")]
        if chosen:
            return list(chosen)
        return [None]
    chosen = [a for a in authorities if start <= a.start <= end and a.entry.data["who"] not in ("prosecutor", "cnil", "foreign_dpa")]
    return [a for a in chosen if a.start not in used or a.entry.data["who"] in ("anssi", "health_agency", "csirt", "foreign_cyber_agency")]


def _leads_to(between: str, heads: tuple[str, ...]) -> bool:
    return any(f" {head}" in f" {between.lstrip()}" for head in heads)


def _passive(context: Context, act: Hit) -> bool:
    prose = context.prose
    first = prose.word_at(act.start)
    return any(w in ("ete", "est", "sont", "etre", "sera", "seront", "etait", "etaient", "mise", "mises", "mis") for w in prose.words[max(0, first - 5) : first])


def _enumeration(context: Context, start: int, after: list[Hit], end: int) -> list[Hit]:
    """Authorities that follow, joined by commas and « et » only through their own complements."""
    chosen: list[Hit] = []
    position = start
    for hit in after:
        between = context.prose.folded[position : hit.start]
        if hit.start > end and not chosen:
            break
        if any(stop in between for stop in (";", ":", " qui ", " dont ", " mais ", " par ", " a ouvert", " a ete ")):
            break
        if len(between) > (70 if not chosen else 45):
            break
        chosen.append(hit)
        position = hit.end
    return chosen


def _own_inquiry(context: Context, act: Hit) -> bool:
    prose = context.prose
    last = prose.word_at(act.end - 1) + 1
    return any(w in _OWN_INQUIRY for w in prose.words[last : last + 2])
