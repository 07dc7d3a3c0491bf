"""Mentions of one text joined into chains.

Every lookup goes through an index (core, gazetteer entry, first and last word of a core, acronym,
head, kind), so that the time is linear in the number of mentions.
"""

from __future__ import annotations

from collections import deque
from functools import cache
from itertools import pairwise, zip_longest

from extractor.french import gazetteers
from extractor.french.organisations.marks import Chain, Mention, Role
from extractor.french.organisations.names import abbreviates, acronym_keys
from extractor.french.prose import Prose, fold

_WINDOW = 10
_NAMED: tuple[Role, ...] = ("organisation", "name", "media", "vendor")
_ROLE_ORDER: tuple[Role, ...] = (
    "organisation",
    "actor",
    "media",
    "person",
    "vendor",
    "malware",
    "place",
    "name",
    "description",
)
# Heads that may name the same body; heads of two groups never do.
_GROUPS = {
    "commune": "mairie|ville|commune|municipalite|hotel de ville|administration communale|cite|village|bourgade",
    "council": "conseil municipal|conseil communal",
    "interco": "communaute|metropole|agglomeration|agglo|intercommunalite",
    "departement": "departement|conseil departemental|conseil general|conseils departementaux",
    "region": "region|conseil regional",
    "canton": "canton|administration cantonale|conseil d'etat|etat",
    "hospital": "hopital|hopitaux|centre hospitalier|chu|chru|chr|ch|chi|chic|groupe hospitalier|hospices"
    "|etablissement hospitalier|complexe hospitalier",
    "ccas": "ccas|cias|centre communal d'action sociale",
    "sdis": "sdis|service departemental d'incendie|pompiers|sapeurs-pompiers",
    "clinic": "clinique|polyclinique",
    "care": "ehpad|maison de retraite|residence autonomie|residence seniors",
    "lab": "laboratoire",
    "school": "lycee|college|ecole|groupe scolaire|cegep|gymnase|athenee",
    "university": "universite|fac|faculte|haute ecole",
    "firm": "entreprise|societe|groupe|pme|eti|start-up|startup|jeune pousse|compagnie|geant|firme|leader"
    "|multinationale",
    "shop": "enseigne|chaine|distributeur|marque",
    "operator": "operateur",
    "bank": "banque|banques",
    "ministry": "ministere",
    "federation": "federation",
    "union": "syndicat|centrale syndicale|organisation syndicale",
    "party": "parti|formation politique",
    "club": "club",
    "court": "tribunal|cour d'appel",
    "chamber": "assemblee nationale|senat|parlement",
    "museum": "musee",
    "parquet": "parquet",
    "prefecture": "prefecture",
    "police": "police",
    "gendarmerie": "gendarmerie",
    "government": "gouvernement",
}
_GROUP_OF = {head: group for group, heads in _GROUPS.items() for head in heads.split("|")}
# Descriptions of these heads take up other groups too.
_TAKES = {
    "collectivite": frozenset({"commune", "interco", "departement", "region", "canton", "other-local"}),
    "etablissement": frozenset({"hospital", "clinic", "care", "school", "university", "lab", "museum", "bank"}),
    "hopital": frozenset({"hospital", "clinic"}),
    "institution": frozenset({"hospital", "university", "museum", "chamber", "bank"}),
    "structure": frozenset({"clinic", "care", "lab"}),
    "maison": frozenset({"care"}),
}
# Heads that stand for one institution of the text even where nothing names it more fully.
_INSTITUTIONS = frozenset(
    """police gendarmerie gouvernement senat parlement parquet rectorat prefecture mairie municipalite region
    departement etat armee fisc douane douanes elysee matignon commune ehpad sdis ccas chu tribunal metropole
    agglomeration onu presidence justice ville""".split()
)
_CLOSED = frozenset(
    """police gendarmerie gouvernement parquet prefecture rectorat armee fisc douane etat presidence chancellerie
    sous-prefecture commissariat""".split()
)
# Heads that only a name with the same head answers to.
_CONCRETE = frozenset(
    """pharmacie hotel magasin magasins boutique maison garage usine restaurant cafe casino zoo cave domaine
    boulangerie supermarche supermarches concession abattoir station ateliers chantiers agence caisse port aeroport
    samu maternite home campus internat festival theatre eglise institut office bibliotheque greffe ambassade
    consulat hosto samu division brigade section commissariat""".split()
)
_FORMERLY = ("(ex-", "( ex-", ", ex-", ", ex", "(ex", "(anciennement", ", anciennement")
_BODIES = ("health", "media", "company", "government")
_BROAD = ("groupe", "entreprise", "compagnie", "laboratoire", "operateur", "societe", "plateforme", "caisse", "agence")
_PUBLIC = ("government", "education", "health", "other", "nonprofit")


@cache
def head_group(head: str | None) -> str:
    """Group of a head noun by its longest known beginning, else its first word.

    >>> head_group("centre hospitalier universitaire"), head_group("barreau"), head_group(None)
    ('hospital', 'barreau', '')
    """
    if not head:
        return ""
    words = head.split()
    for size in range(len(words), 0, -1):
        prefix = " ".join(words[:size])
        group = _GROUP_OF.get(prefix) or _GROUP_OF.get(prefix.rstrip("s"))
        if group is not None:
            return group
    return words[0]


class Chainer:
    """Chains over the mentions of one text."""

    def __init__(self, prose: Prose, mentions: list[Mention], shouting: set[int]) -> None:
        self.prose = prose
        self.mentions = mentions
        self.chains: list[Chain] = []
        self._shouting = shouting
        self._core: dict[tuple[str, str], Chain] = {}
        self._entity: dict[str, Chain] = {}
        self._edge: dict[str, deque[tuple[list[str], Mention, Chain]]] = {}
        self._join_names()
        self._join_glosses()
        self._join_acronyms()
        self._join_descriptions()
        self._finish()

    # -- names -----------------------------------------------------------------------------------------

    def _join_names(self) -> None:
        named = [m for m in self.mentions if m.role != "description"]
        named.sort(key=lambda m: (m.role not in ("organisation", "media"), -len(m.core), m.start))
        for mention in named:
            chain = self._matching(mention)
            if chain is None:
                chain = Chain(len(self.chains), role=mention.role, kind=mention.kind)
                self.chains.append(chain)
            self._index(mention, chain)
            self._join(mention, chain)

    def _key(self, mention: Mention) -> tuple[str, str]:
        """What two mentions of one core must share: commune with mairie, club with club."""
        if mention.role == "place":
            place = gazetteers.places().get(mention.core)
            group = {"departement": "departement", "region": "region", "epci": "interco"}.get(
                place.type if place else "", "commune"
            )
            return mention.core, group
        if mention.role == "person":
            return mention.core, "person"
        if mention.kind == "local_government":
            group = head_group(mention.head)
            if not group and any(w in mention.core for w in ("metropole", "agglo")):
                group = "interco"
            return mention.core, group or "commune"
        return mention.core, head_group(mention.head) if mention.kind == "government" else mention.kind or ""

    def _index(self, mention: Mention, chain: Chain) -> None:
        self._core.setdefault(self._key(mention), chain)
        if mention.kind is not None and mention.role in _NAMED:
            self._core.setdefault((mention.core, ""), chain)
        if mention.entity:
            self._entity.setdefault(mention.entity, chain)
        tokens = mention.core.split()
        if tokens and mention.role != "place":
            for word in {tokens[0], tokens[-1]}:
                self._edge.setdefault(word, deque(maxlen=_WINDOW)).append((tokens, mention, chain))

    def _matching(self, mention: Mention) -> Chain | None:
        if mention.entity is not None and mention.entity in self._entity:
            return self._entity[mention.entity]
        exact = self._core.get(self._key(mention))
        if exact is not None:
            return exact
        if mention.role in _NAMED and mention.kind is None:
            exact = self._core.get((mention.core, ""))
            if exact is not None:
                return exact
        tokens = mention.core.split()
        if not tokens or mention.role == "place":
            return None
        own = set(tokens)
        for other, fuller, chain in self._edge.get(tokens[0], ()):
            if self._may_shorten(mention, own, other, fuller):
                return chain
        if tokens[-1] != tokens[0] or mention.role in ("person", "name"):
            for other, fuller, chain in self._edge.get(tokens[-1], ()):
                if self._may_shorten(mention, own, other, fuller):
                    return chain
        return None

    def _may_shorten(self, short: Mention, own: set[str], other: list[str], fuller: Mention) -> bool:
        if not own <= set(other) or len(short.core) < 3:
            return False
        if fuller.role == "person":
            return short.role in ("person", "name") and (len(own) > 1 or short.core == other[-1])
        if short.role in ("person", "actor", "malware") or fuller.role in ("place", "actor", "malware"):
            return short.role == fuller.role and len(own) == len(other)
        if short.entity and fuller.entity and short.entity != fuller.entity:
            return False
        if short.kind and fuller.kind and short.kind != fuller.kind:
            return short.kind == "government" and fuller.kind == "other" and bool(short.head)
        if not short.head and not fuller.head:
            return len(own) > 1 or len(other) <= 3 or short.core == other[0]
        if short.head and fuller.head:
            mine, its = head_group(short.head), head_group(fuller.head)
            return mine == its
        if not short.head and fuller.kind in ("government", "local_government"):
            # « Dax » is not the tribunal of Dax, « Caen la Mer » is its communauté urbaine
            return short.core not in gazetteers.places() and len(own) == len(other)
        return True

    def _join(self, mention: Mention, chain: Chain) -> None:
        chain.mentions.append(mention)
        mention.chain = chain.index
        if chain.kind is None:
            chain.kind = mention.kind

    # -- acronyms --------------------------------------------------------------------------------------

    def _text(self, mention: Mention) -> str:
        return self.prose.text[mention.start : mention.end]

    def _join_glosses(self) -> None:
        """« Fédération française de football (FFF) », « FFF (Fédération …) », « X, ex-Y »."""
        prose = self.prose
        named = [m for m in self.mentions if m.role != "description"]
        for left, right in pairwise(named):
            if left.chain == right.chain or right.start - left.end > 12:
                continue
            between = prose.folded[left.end : right.start].strip()
            after = prose.folded[right.end : right.end + 1]
            if between in _FORMERLY and after in ",).":
                self._merge(self.chains[left.chain], self.chains[right.chain])
                continue
            if between not in ("(", '("', "(dit", "(ou", ", ou", "(dite", "ou") or after not in ')",':
                continue
            if between in ("ou", ", ou") and after != ",":
                continue
            a, b = self._text(left), self._text(right)
            short, long_ = (b, a) if len(b) <= len(a) else (a, b)
            if left.role in ("person", "place") or right.role == "place" or " " in short:
                continue
            if abbreviates(short, long_) or short.isupper() and left.role == "organisation" and between == "(":
                self._merge(self.chains[left.chain], self.chains[right.chain])

    def _join_acronyms(self) -> None:
        """An acronym anywhere in the text and the one name whose initials it bears."""
        owners: dict[str, Chain] = {}
        for mention in self.mentions:
            if mention.role in ("organisation", "name") and " " in self._text(mention):
                chain = self.chains[mention.chain]
                for key in acronym_keys(self._text(mention)):
                    owners.setdefault(key, chain)
        for mention in self.mentions:
            if mention.role not in ("name", "organisation", "place", "media"):
                continue
            form = self._text(mention)
            if not (form.isupper() and 2 <= len(form) <= 7 and form.isalpha()):
                if not (mention.role == "name" and 3 <= len(form) <= 6 and form.isalpha()):
                    if form[:1].isupper() and form[1:2].isupper() and not form.isupper():
                        self._join_university(mention, form)
                    continue
            owner = owners.get(fold(form))
            if owner is not None and owner.mentions and owner.index != mention.chain:
                chain = self.chains[mention.chain]
                if chain.mentions and (mention.entity is None or owner.kind in (None, chain.kind)):
                    self._merge(owner, chain)

    def _join_university(self, mention: Mention, form: str) -> None:
        """« ULiège » is « Université de Liège »."""
        chain = self._core.get((fold(form[1:]), "education"))
        if form[0] == "U" and chain is not None and chain.index != mention.chain:
            self._merge(chain, self.chains[mention.chain])

    def _merge(self, target: Chain, source: Chain) -> None:
        if target is source:
            return
        for mention in source.mentions:
            mention.chain = target.index
            if mention.role == "place":
                mention.setting = False
        target.mentions.extend(source.mentions)
        if target.kind is None:
            target.kind = source.kind
        source.mentions = []

    # -- descriptions ----------------------------------------------------------------------------------

    def _join_descriptions(self) -> None:
        """Definite descriptions, in order, each to the best chain before it."""
        speaker = self._speaker()
        self._prominent = {m.chain for m in self.mentions if m.sentence == 0 and not m.setting}
        recent: deque[Mention] = deque(maxlen=_WINDOW)
        by_group: dict[str, Mention] = {}
        by_kind: dict[str, deque[Mention]] = {}
        first: list[Mention] = []
        waiting: list[Mention] = []
        for mention, following in zip_longest(self.mentions, self.mentions[1:]):
            if mention.role != "description":
                self._seen(mention, recent, by_group, by_kind, first)
                continue
            if mention.head == "nous":
                if speaker is not None:
                    self._join(mention, speaker)
                continue
            chain = self._by_nickname(mention) or self._apposed(mention, following)
            if chain is None and speaker is not None and self._is_ours(mention):
                chain = speaker
            if chain is None and mention.entity is None:
                chain = self._antecedent(mention, recent, by_group, by_kind, first)
            if chain is None and mention.plural:
                continue
            if chain is None:
                if (mention.head or "").partition(" ")[0] in _INSTITUTIONS or mention.entity:
                    chain = Chain(len(self.chains), role="description", kind=mention.kind)
                    self.chains.append(chain)
                    if mention.entity:
                        # a nickname alone in the text is the name
                        mention.role, mention.core = "organisation", fold(self._text(mention))
                        self._entity[mention.entity] = chain
                else:
                    waiting.append(mention)
                    continue
            self._join(mention, chain)
            self._seen(mention, recent, by_group, by_kind, first)
        self._join_forward(waiting)

    def _seen(
        self,
        mention: Mention,
        recent: deque[Mention],
        by_group: dict[str, Mention],
        by_kind: dict[str, deque[Mention]],
        first: list[Mention],
    ) -> None:
        if mention.role in ("person", "actor", "malware") or mention.setting:
            return
        recent.append(mention)
        group = head_group(mention.head)
        if group:
            by_group[group] = mention
        kind = self.chains[mention.chain].kind
        if kind:
            by_kind.setdefault(kind, deque(maxlen=4)).append(mention)
        if len(first) < 6 and mention.sentence <= 2:
            first.append(mention)

    def _by_nickname(self, mention: Mention) -> Chain | None:
        return self._entity.get(mention.entity) if mention.entity else None

    def _apposed(self, mention: Mention, following: Mention | None) -> Chain | None:
        """« la commune, Toul, paiera », « le leader mondial du pneu, Michelin »."""
        if following is None or following.sentence != mention.sentence or following.chain < 0:
            return None
        if self.prose.words[mention.last : following.first] != [","] or following.role not in (*_NAMED, "place"):
            return None
        if following.kind not in (None, mention.kind):
            return None
        following.setting = False
        return self.chains[following.chain]

    def _is_ours(self, mention: Mention) -> bool:
        return mention.first > 0 and self.prose.words[mention.first - 1] == "notre"

    def _speaker(self) -> Chain | None:
        """Who says « nous » in a communiqué: the organisation that the beginning is about."""
        counts: dict[int, int] = {}
        for mention in self.mentions:
            if mention.role in ("organisation", "name", "vendor") and not mention.setting:
                counts[mention.chain] = counts.get(mention.chain, 0) + 1 + 2 * (mention.sentence <= 1)
        best = max(counts, key=lambda c: counts[c], default=None)
        return self.chains[best] if best is not None else None

    def _antecedent(
        self,
        mention: Mention,
        recent: deque[Mention],
        by_group: dict[str, Mention],
        by_kind: dict[str, deque[Mention]],
        first: list[Mention],
    ) -> Chain | None:
        """Best chain that a definite description can take up, by head, kind, number, place, nearness."""
        group = head_group(mention.head)
        candidates = {id(m): m for m in (*first, *recent)}
        if group in by_group:
            candidates[id(by_group[group])] = by_group[group]
        for other in by_kind.get(mention.kind or "", ()):
            candidates[id(other)] = other
        best: tuple[float, Chain] | None = None
        for other in candidates.values():
            score = self._fit(mention, group, other)
            if score is not None and (best is None or score > best[0]):
                best = (score, self.chains[other.chain])
        return best[1] if best else None

    def _fit(self, mention: Mention, group: str, other: Mention) -> float | None:
        chain = self.chains[other.chain]
        kind, its = mention.kind, chain.kind
        its_group = head_group(other.head)
        if mention.plural != other.plural and not (its_group == group and not mention.plural):
            return None
        if mention.head in _CLOSED and its_group != group:
            return None
        if other.role in ("media", "vendor") and kind not in (None, its):
            return None
        score = 0.0
        held = self._holds(chain, mention)
        if other.role == "place" and not held:
            if kind != "local_government" or group not in ("commune", "collectivite"):
                return None
        takes = _TAKES.get(mention.head or "", frozenset())
        if group and its_group == group or held:
            score += 4
        elif takes:
            if its_group in takes:
                score += 3
            elif mention.head == "collectivite" and its == "local_government":
                score += 3 if its_group not in ("sdis", "syndicat") else 1
            elif its in {"etablissement": ("health", "education"), "institution": _PUBLIC}.get(mention.head or "", ()):
                score += 2.5
            elif its == "company" and mention.adjective in ("bancaire", "financier"):
                score += 2
            elif its is None:
                score += 0.5
            else:
                return None
        elif kind is None:
            score += 1 if its in ("company", None) else 0.6
        elif its == kind and not (kind == "company" and group in _CONCRETE):
            if its_group and group and its_group in _GROUP_OF.values() and group in _GROUP_OF.values():
                if kind != "company":
                    return None
            score += 2
        elif group == "club" and its in ("company", "nonprofit"):
            score += 2
        elif its is None and other.role in ("name", "organisation"):
            score += 1.9 if kind in ("company", "nonprofit") else 0.8
        elif (mention.head or "").partition(" ")[0] in _BROAD and its in _BODIES:
            score += 0.8
        else:
            return None
        if mention.adjective is not None:
            score += self._adjective_fit(mention.adjective, other)
        distance = mention.sentence - other.sentence
        score -= 0.35 * min(distance, 8)
        if other.role == "description":
            score -= 0.2
        if chain.index in self._prominent:
            score += 0.7
        sentence = self.prose.sentences[other.sentence]
        if other.first - sentence.first <= 2:
            score += 0.6
        if distance == 0:
            score -= 0.3
        return score

    def _holds(self, chain: Chain, mention: Mention) -> bool:
        """Whether a name of the chain contains the description's head (« Genève Aéroport »)."""
        head = mention.head or ""
        named = [m for m in chain.mentions[:6] if m.role != "description"]
        for other in named:
            known = gazetteers.organisations().get(gazetteers.fold(other.entity)) if other.entity else None
            if known is not None and any(fold(n).startswith(head + " ") for n in (known.name, *known.aliases)):
                return True
        return len(head) > 3 and any(
            head in self.prose.words[m.first : m.last] or any(w.startswith(head) for w in m.core.split()) for m in named
        )

    def _adjective_fit(self, adjective: str, other: Mention) -> float:
        """« le groupe breton » after « … à Guingamp » or « la société bretonne X »."""
        places = {d.place for d in gazetteers.demonyms().get(adjective, ())}
        if not places:
            return 0.0
        sentence = self.prose.sentences[other.sentence]
        words = self.prose.words[sentence.first : min(sentence.last, sentence.first + 60)]
        for word in words:
            if word == adjective or places & {d.place for d in gazetteers.demonyms().get(word, ())}:
                return 1.5
        keys = {gazetteers.fold(p) for p in places}
        return 1.5 if any(k in gazetteers.fold(" ".join(words)) for k in keys) else 0.0

    def _join_forward(self, waiting: list[Mention]) -> None:
        """A description in the title takes up the first fitting name of the next sentences."""
        for mention in waiting[:3]:
            if mention.sentence > 0:
                continue
            for other in self.mentions:
                if other.sentence > 2:
                    break
                if other.role not in ("organisation", "name") or other.sentence == 0 or other.chain < 0:
                    continue
                score = self._fit(mention, head_group(mention.head), other)
                if score is not None and score > 0.5:
                    self._join(mention, self.chains[other.chain])
                    break

    # -- result ----------------------------------------------------------------------------------------

    def _finish(self) -> None:
        self.chains = [c for c in self.chains if c.mentions]
        self.chains.sort(key=lambda c: min(m.start for m in c.mentions))
        for index, chain in enumerate(self.chains):
            chain.index = index
            chain.mentions.sort(key=lambda m: m.start)
            for mention in chain.mentions:
                mention.chain = index
            self._settle(chain)

    def _settle(self, chain: Chain) -> None:
        """Name, role and kind of a chain from its mentions."""
        prose = self.prose
        named = [m for m in chain.mentions if m.role != "description"] or chain.mentions
        organisations = [m for m in named if m.role == "organisation"]
        calm = [m for m in (organisations or named) if m.sentence not in self._shouting] or organisations or named
        best = max(calm, key=lambda m: (min(m.end - m.start, 90), -m.start))
        chain.name = " ".join(prose.text[best.start : best.end].split())
        roles = {m.role for m in named}
        if organisations:
            # « Lausanne : l'administration à l'arrêt » in a title names the city that acts below
            for mention in named:
                if mention.role == "place" and mention.sentence == 0 and mention.first == prose.sentences[0].first:
                    mention.setting = False
        chain.role = next(role for role in _ROLE_ORDER if role in roles)
        known = [m.kind for m in named if m.kind and m.entity and m.end - m.start > 5]
        headed = [m.kind for m in named if m.kind and m.head]
        kinds = known or headed or [m.kind for m in named if m.kind] or [m.kind for m in chain.mentions if m.kind]
        if kinds:
            chain.kind = max(dict.fromkeys(kinds), key=kinds.count)
