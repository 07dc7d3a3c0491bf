"""Mentions, chains and the closed word classes that the finder and the chains share."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from extractor.french.lexicon import Lexicon
from extractor.french.prose import Prose
from extractor.resources import models_dir

Role = Literal["organisation", "name", "place", "person", "media", "actor", "malware", "vendor", "description"]


@dataclass(slots=True)
class Mention:
    """One stretch of text that names something; ``first``/``last`` are word indices.

    ``setting`` marks what is named without acting: a place where something happens, a person without
    a function. ``entity`` is the gazetteer's name of the organisation, ``adjective`` the adjective of
    a description (« breton »).
    """

    start: int
    end: int
    first: int
    last: int
    sentence: int
    role: Role
    kind: str | None
    core: str
    head: str | None = None
    chain: int = -1
    plural: bool = False
    setting: bool = False
    entity: str | None = None
    adjective: str | None = None


@dataclass(slots=True)
class Chain:
    """Everything in the text that names the same thing."""

    index: int
    mentions: list[Mention] = field(default_factory=list)
    role: Role = "name"
    kind: str | None = None
    name: str = ""

    def aliases(self, prose: Prose) -> list[str]:
        """Other named forms in the text, in order."""
        forms = (prose.text[m.start : m.end] for m in self.mentions if m.role != "description")
        return [form for form in dict.fromkeys(forms) if form != self.name]


PREPOSITIONS = frozenset("de du des d".split())
DETERMINERS = frozenset("la le les l".split())
LINKS = frozenset("de du des d la le les l en sur sous aux".split())
FUNCTION = frozenset(
    """le la les l un une des du de d au aux a en dans sur sous pour par avec sans ce cet cette ces son sa ses
    leur leurs notre nos votre vos mon ma mes il elle ils elles on nous vous je j tu qui que qu quoi dont ou
    et mais or ni car donc si s quand lorsque comme apres avant depuis pendant selon chez entre vers contre
    malgre outre parmi plus moins tres tout toute tous toutes aucun aucune chaque plusieurs certains
    certaines quelques autre autres meme ainsi alors aussi enfin puis ensuite ici la voici voila c n ne y
    lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout
    septembre octobre novembre decembre est sont non oui pas quant face lire lors deja""".split()
)
DEFINITE = frozenset("le la les l cet cette ce ces son sa ses notre nos leur leurs du des au aux".split())
INDEFINITE = frozenset(
    "un une deux trois quelques plusieurs certains certaines chaque aucun aucune autre autres nombreux".split()
)
ADJECTIVE_END = (
    "ais", "aise", "ois", "oise", "ien", "ienne", "ain", "aine", "al", "ale", "ique", "ier", "iere", "ard",
    "arde", "on", "onne", "in", "ine", "el", "elle", "ant", "ante", "eur", "if", "ive", "eux", "euse", "aire",
    "and", "ande", "iste", "an", "ane", "ote", "ot", "ete", "ees", "ee", "e",
)  # fmt: skip
STRICT_ADJECTIVE_END = (
    "al", "ale", "aux", "ales", "ique", "iques", "aire", "aires", "if", "ive", "ifs", "ives", "el", "elle",
    "els", "elles", "ien", "ienne", "iens", "iennes", "ais", "aise", "aises", "ois", "oise", "oises", "ier",
    "iere", "iers", "ieres", "euse", "ain", "aine", "ains", "aines", "iste", "istes",
)  # fmt: skip
LOOSE_ADJECTIVE_END = (
    *STRICT_ADJECTIVE_END, "ant", "ante", "eur", "on", "onne", "in", "ine", "ard", "arde", "ot", "ote", "and",
    "ande", "an", "ane", "ile", "eux", "ee", "ete", "ic", "ice",
)  # fmt: skip
NOT_ADJECTIVE = frozenset(
    """a est ont sont qui que dont et ou ne se sur par pour avec dans en comme mise victime contre cible apres
    annonce entre chez dite explique indique applique revendique complique communique critique pratique fabrique
    implique duplique publie mais jamais desormais renouvelle appelle rappelle revele actuelle actuel seul
    insiste consiste existe resiste persiste assiste arrive active derive motive signale entraine traine apaise
    fois mois parfois dois vois trois fais sais taux faux tel telle va
    vraie vrai dernier derniere premier premiere entier entiere""".split()
)


@cache
def organisation_lexicon() -> Lexicon:
    """Heads, anaphors, titles, things and nicknames of ``organisations.toml``."""
    return Lexicon.load("organisations", keys={"kind": None, "of": None})


@cache
def common_words() -> frozenset[str]:
    """Folded words that French writes in lower case (see ``models/build_common_words.py``)."""
    return frozenset((models_dir() / "lexicons" / "common_words.txt").read_text("utf-8").split())
