"""Train one network of the sentence reader from the corpus and the sentence bank.

    pip install -e '.[train]'
    python models/train.py [--epochs 20] [--seed 0] [--name reader-0]

One network answers every question at once (see ``extractor/reader/network.py``, which runs it). A
sentence of an article that states a fact elsewhere but is not its evidence counts little as a
counter-example, since annotators quote some statements of a fact, not all. Sentences of the bank
train the fact questions only. Thresholds are then chosen on the dev part.
"""

from __future__ import annotations

import argparse
import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from extractor.evaluation.gold import GoldArticle, read_gold
from extractor.evaluation.scoring import same_date, same_name
from extractor.french.time import Timex
from extractor.incidents.authorities import authority_hits
from extractor.incidents.candidates import (
    ATTACK_FEATURES,
    CHAIN_FEATURES,
    KINDS,
    TIME_FEATURES,
    attack_features,
    time_candidates,
    victim_candidates,
)
from extractor.incidents.context import Context
from extractor.incidents.dates import contract_value
from extractor.reader.features import FLAGS, PREFIX_BUCKETS, SUFFIX_BUCKETS, WORD_BUCKETS, Features, featurize, vectors
from extractor.reader.labels import (
    ATTACK_STATUSES,
    AUTHORITIES,
    AUTHORITY_LABELS,
    SENTENCE_INDEX,
    SENTENCE_LABELS,
    TYPES,
)
from extractor.reader.network import CROWD, MAX_MENTIONS

HERE = Path(__file__).resolve().parent
STATUS = {"occurred": "confirmed", "done": "confirmed", "suspected": "possible"}
AUTHORITY_INDEX = {label: number for number, label in enumerate(AUTHORITY_LABELS)}
UNQUOTED = 0.08
WIDTH = 128
DEPTH = 3
GAP = 2**DEPTH
HIDDEN_NAMES = 0.6


def status(code: str) -> str:
    """The contract's status for a guide's code."""
    return STATUS.get(code, code)


@dataclass
class Sample:
    """One article, or one sentence of the bank, with features and targets."""

    features: Features
    sentences: list[tuple[int, int]]
    facts: np.ndarray
    fact_weights: np.ndarray
    authorities: list[tuple[int, int, int]]
    actions: np.ndarray
    action_weights: np.ndarray
    chains: list[list[tuple[int, int, int]]] = field(default_factory=list)
    chain_features: np.ndarray = field(default_factory=lambda: np.zeros((0, CHAIN_FEATURES), np.float32))
    chain_roles: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    chain_kinds: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    times: list[tuple[int, int, int]] = field(default_factory=list)
    time_features: np.ndarray = field(default_factory=lambda: np.zeros((0, TIME_FEATURES), np.float32))
    dates: np.ndarray = field(default_factory=lambda: np.zeros(0, np.float32))
    attacks: list[tuple[list[int], int, int, np.ndarray]] = field(default_factory=list)
    attack_row: np.ndarray = field(default_factory=lambda: np.zeros(ATTACK_FEATURES, np.float32))
    incident: float = -1.0


def _overlaps(evidence: list[dict[str, Any]] | None, start: int, end: int) -> bool:
    return any(e["start"] < end and e["end"] > start for e in evidence or [])


def article_sample(gold: GoldArticle) -> Sample:
    """Features and targets of an annotated article."""
    context = Context(gold.text, gold.published)
    prose = context.prose
    hits = authority_hits(context)
    hit_sentences = [prose.sentence_at(h.start) for h in hits]
    facts = np.zeros((len(prose.sentences), len(SENTENCE_LABELS)), np.float32)
    actions = np.zeros((len(hits), len(AUTHORITY_LABELS)), np.float32)
    stated: set[str] = set()
    acted: set[tuple[str, tuple[str, str]]] = set()
    attacks = []

    def mark(label: str | None, evidence: list[dict[str, Any]] | None, touched: set[int]) -> None:
        if label:
            stated.add(label)
        for sentence in prose.sentences:
            if _overlaps(evidence, sentence.start, sentence.end):
                touched.add(sentence.index)
                if label:
                    facts[sentence.index, SENTENCE_INDEX[label]] = 1

    for incident in gold.incidents:
        touched: set[int] = set()
        for fact in incident.get("impacts") or []:
            mark(f"impact/{fact['category']}/{status(fact['status'])}", fact["evidence"], touched)
        for fact in incident.get("authorities") or []:
            label = (fact["action"], status(fact["status"]))
            acted.add((fact["who"], label))
            named = f"authority/{label[0]}/{label[1]}" if fact["who"] == "unspecified" else None
            mark(named, fact["evidence"], touched)
            for number, (hit, sentence) in enumerate(zip(hits, hit_sentences, strict=True)):
                if hit.entry.data["who"] == fact["who"] and _overlaps(fact["evidence"], sentence.start, sentence.end):
                    actions[number, AUTHORITY_INDEX[label]] = 1
        claim, ransom = incident.get("claim") or {}, incident.get("ransom") or {}
        if claim.get("status"):
            mark(f"claim/{claim['status']}", claim.get("evidence"), touched)
        for key, yes, no in (("demanded", "demanded", "not_demanded"), ("paid", "paid", "not_paid")):
            if ransom.get(key) is not None:
                mark(f"ransom/{yes if ransom[key] else no}", ransom.get("evidence"), touched)
        attack = incident["attack"]
        mark("attack", attack.get("evidence"), touched)
        mark(f"type/{attack['type']}", attack.get("evidence"), touched)
        if incident.get("persons_affected"):
            mark("persons", incident.get("persons_evidence"), touched)
        for victim in incident["victims"]:
            mark(None, victim.get("evidence"), touched)
        mark(None, incident.get("occurred_evidence"), touched)
        if touched and incident["primary"]:
            told = sorted(touched) if len(gold.incidents) > 1 else list(range(len(prose.sentences)))
            attacks.append(
                (
                    told,
                    TYPES.index(attack["type"]),
                    ATTACK_STATUSES.index(status(attack["status"])),
                    attack_features(context, told),
                )
            )
    weights = np.ones_like(facts)
    for label in stated:
        column = SENTENCE_INDEX[label]
        weights[:, column] = np.where(facts[:, column] > 0, 1, UNQUOTED)
    action_weights = np.ones_like(actions)
    for number, hit in enumerate(hits):
        for label, column in AUTHORITY_INDEX.items():
            if (hit.entry.data["who"], label) in acted and not actions[number, column]:
                action_weights[number, column] = 2 * UNQUOTED
    candidates = victim_candidates(context)
    roles = np.zeros(len(candidates.chains), np.int64)
    kinds = np.full(len(candidates.chains), -1, np.int64)
    for number, chain in enumerate(candidates.chains):
        forms = [chain.name, *chain.aliases(prose)]
        for incident in gold.incidents:
            for victim in incident["victims"]:
                if roles[number] != 1 and any(same_name(a, b) for a in victim["names"] for b in forms):
                    roles[number] = 1 if incident["primary"] else 2
                    kinds[number] = KINDS.index(victim["kind"])
    moments, time_rows = time_candidates(context)
    dates = np.array([_dates(gold, moment) for moment in moments], np.float32)
    return Sample(
        featurize(context),
        [(s.first, s.last) for s in prose.sentences],
        facts,
        weights,
        [
            (prose.word_at(h.start), s.index, AUTHORITIES.index(h.entry.data["who"]))
            for h, s in zip(hits, hit_sentences, strict=True)
        ],
        actions,
        action_weights,
        [[(m.first, m.last, m.sentence) for m in c.mentions[:MAX_MENTIONS]] for c in candidates.chains],
        candidates.features,
        roles,
        kinds,
        [
            (
                prose.word_at(t.start),
                max(prose.word_at(t.start), prose.word_at(t.end - 1)) + 1,
                prose.sentence_at(t.start).index,
            )
            for t in moments
        ],
        time_rows,
        dates,
        attacks,
        attack_features(context, list(range(len(prose.sentences)))),
        float(bool(gold.incidents)),
    )


def _dates(gold: GoldArticle, moment: Timex) -> float:
    """1 for the evidence of an attack's date, a little less for the same date said elsewhere."""
    best = 0.0
    for incident in gold.incidents:
        value = contract_value(moment)
        if incident.get("occurred") and value and same_date(incident["occurred"], value):
            quoted = _overlaps(incident.get("occurred_evidence"), moment.start, moment.end)
            best = max(best, 1.0 if quoted else 0.7)
    return best


_BANK_LABELS = np.array([label.startswith(("impact/", "authority/")) for label in SENTENCE_LABELS], dtype=np.float32)


def bank_samples(folder: Path) -> list[Sample]:
    """Labelled sentences: ``labels<TAB>sentence``."""
    samples = []
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            labels, _, text = line.partition("\t")
            context = Context(text)
            prose = context.prose
            if not prose.sentences:
                continue
            hits = authority_hits(context)
            facts = np.zeros((len(prose.sentences), len(SENTENCE_LABELS)), np.float32)
            weights = np.tile(_BANK_LABELS, (len(prose.sentences), 1))
            actions = np.zeros((len(hits), len(AUTHORITY_LABELS)), np.float32)
            for code in labels.split():
                parts = code.split("/")
                if len(parts) == 3:
                    label = (parts[1], status(parts[2]))
                    for number, hit in enumerate(hits):
                        if hit.entry.data["who"] == parts[0]:
                            actions[number, AUTHORITY_INDEX[label]] = 1
                    code = f"authority/{label[0]}/{label[1]}" if parts[0] == "unspecified" else ""
                elif len(parts) == 2:
                    code = f"impact/{parts[0]}/{status(parts[1])}"
                if code in SENTENCE_INDEX:
                    column = SENTENCE_INDEX[code]
                    # Which of several sentences states the fact is not said: none is taught.
                    facts[:, column] = len(prose.sentences) == 1
                    weights[:, column] = len(prose.sentences) == 1
            samples.append(
                Sample(
                    featurize(context),
                    [(s.first, s.last) for s in prose.sentences],
                    facts,
                    weights,
                    [
                        (
                            prose.word_at(h.start),
                            prose.sentence_at(h.start).index,
                            AUTHORITIES.index(h.entry.data["who"]),
                        )
                        for h in hits
                    ],
                    actions,
                    np.ones_like(actions),
                )
            )
    return samples


# -- network ---------------------------------------------------------------------------------------


def _segment_max(x: Tensor, segments: Tensor, count: int) -> Tensor:
    out = torch.full((count, x.shape[1]), -1e4)
    return out.scatter_reduce(0, segments[:, None].expand_as(x), x, "amax", include_self=True)


def _segment_mean(x: Tensor, segments: Tensor, count: int) -> Tensor:
    total = torch.zeros((count, x.shape[1])).index_add(0, segments, x)
    return total / torch.bincount(segments, minlength=count).clamp(min=1)[:, None]


class TrainedReader(nn.Module):
    """The network of ``extractor/reader/network.py``, trainable; parameter names are its file's keys."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        table = torch.tensor(vectors().table)
        self.rate = dropout
        self.vectors = nn.Embedding.from_pretrained(torch.cat([torch.zeros(1, table.shape[1]), table]), freeze=True)
        self.word = nn.Embedding(WORD_BUCKETS, 24)
        self.prefix = nn.Embedding(PREFIX_BUCKETS, 16)
        self.suffix = nn.Embedding(SUFFIX_BUCKETS, 16)
        for embedding in (self.word, self.prefix, self.suffix):
            nn.init.normal_(embedding.weight, std=0.1)
        self.input = nn.Linear(table.shape[1] + 56 + len(FLAGS), WIDTH)
        self.conv = nn.ModuleList(nn.Conv1d(WIDTH, WIDTH, 3, padding=2**i, dilation=2**i) for i in range(DEPTH))
        self.norm = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in range(DEPTH))
        self.sentence_hidden, self.sentence = nn.Linear(2 * WIDTH, 160), nn.Linear(160, len(SENTENCE_LABELS))
        self.authority_hidden = nn.Linear(3 * WIDTH + len(AUTHORITIES), 128)
        self.authority = nn.Linear(128, len(AUTHORITY_LABELS))
        self.chain_hidden = nn.Linear(4 * WIDTH + CHAIN_FEATURES + len(SENTENCE_LABELS), 96)
        self.chain, self.kind = nn.Linear(96, 3), nn.Linear(96, len(KINDS))
        self.time_hidden, self.time = nn.Linear(3 * WIDTH + TIME_FEATURES, 64), nn.Linear(64, 1)
        self.attack_hidden = nn.Linear(2 * WIDTH + ATTACK_FEATURES + len(SENTENCE_LABELS) + 1, 128)
        self.attack_type, self.attack_status = nn.Linear(128, len(TYPES)), nn.Linear(128, len(ATTACK_STATUSES))
        self.incident_hidden = nn.Linear(2 * WIDTH + ATTACK_FEATURES + len(SENTENCE_LABELS), 32)
        self.incident = nn.Linear(32, 1)

    def _drop(self, x: Tensor) -> Tensor:
        return F.dropout(x, self.rate, self.training)

    def _blur(self, x: Tensor) -> Tensor:
        """Strong dropout: where a name stands in the article must count beside the words around it."""
        return F.dropout(x, 0.55, self.training)

    def _keep(self, x: Tensor, rate: float) -> Tensor:
        """Whole-row dropout: a word loses one of its sources of meaning."""
        return x * (torch.rand(x.shape[0], 1) > rate) if self.training else x

    def _unname(self, b: dict[str, Any]) -> Tensor:
        """Hide half of the names, so that victims and authorities are known by their surroundings."""
        shown = torch.ones(len(b["mask"]), 1)
        if self.training and b["chains"]:
            hidden = torch.rand(b["chains"]) < HIDDEN_NAMES
            shown[b["mention_words"][hidden[b["chain_of"][b["mention_of"]]]]] = 0
        if self.training and len(b["authorities"]):
            words = b["authorities"][:, 0]
            shown[words[torch.rand(len(words)) < HIDDEN_NAMES]] = 0
        return shown

    def _head(self, hidden: nn.Linear, out: nn.Linear, x: Tensor) -> Tensor:
        logits: Tensor = out(self._drop(F.relu(hidden(self._drop(x)))))
        return logits

    def forward(self, b: dict[str, Any]) -> dict[str, Tensor]:
        """Logits of every question for one batch of samples laid end to end."""
        mask = b["mask"][:, None]
        unnamed = self._unname(b)
        x = torch.cat(
            [
                self._keep(self.vectors(b["rows"] + 1), 0.04) * unnamed,
                self._keep(self.word(b["word"]), 0.25) * unnamed,
                self._keep(self.prefix(b["prefix"]), 0.15) * unnamed,
                self._keep(self.suffix(b["suffix"]), 0.05) * unnamed,
                self._keep(b["flags"], 0.04),
            ],
            1,
        )
        x = F.relu(self.input(F.dropout(x, 0.12, self.training))) * mask
        for conv, norm in zip(self.conv, self.norm, strict=True):
            x = norm(x + self._drop(F.relu(conv(x.T[None])[0].T))) * mask
        inside = b["sentence_of"] >= 0
        owner, count = b["sentence_of"][inside], b["sentences"]
        pool = torch.cat([_segment_max(x[inside], owner, count), _segment_mean(x[inside], owner, count)], 1)
        out = {"facts": self._head(self.sentence_hidden, self.sentence, pool)}
        stated = torch.sigmoid(out["facts"].detach())
        if len(b["authorities"]):
            word, sentence, who = b["authorities"].T
            one_hot = F.one_hot(who, len(AUTHORITIES)).float()
            out["actions"] = self._head(
                self.authority_hidden, self.authority, torch.cat([x[word], pool[sentence], one_hot], 1)
            )
        if b["chains"]:
            mention = torch.cat(
                [
                    _segment_max(x[b["mention_words"]], b["mention_of"], b["mentions"]),
                    pool[b["mention_sentences"]][:, :WIDTH],
                ],
                1,
            )
            rows = torch.cat(
                [
                    self._blur(_segment_max(mention, b["chain_of"], b["chains"])),
                    self._blur(_segment_mean(mention, b["chain_of"], b["chains"])),
                    b["chain_features"],
                    _segment_max(stated[b["mention_sentences"]], b["chain_of"], b["chains"]),
                ],
                1,
            )
            hidden = self._drop(F.relu(self.chain_hidden(rows)))
            out["roles"], out["kinds"] = self.chain(hidden), self.kind(hidden)
        if b["times"]:
            rows = torch.cat(
                [
                    _segment_max(x[b["time_words"]], b["time_of"], b["times"]),
                    pool[b["time_sentences"]],
                    b["time_features"],
                ],
                1,
            )
            out["dates"] = self._head(self.time_hidden, self.time, rows)[:, 0]
        if b["attacks"]:
            primary = out["roles"].detach().softmax(1)[:, 1] if "roles" in out else torch.zeros(0)
            crowd = torch.zeros(b["articles"]).index_add(0, b["chain_article"], primary).clamp(max=CROWD)
            told, owner = b["told"], b["told_of"]
            rows = torch.cat(
                [
                    self._drop(_segment_max(pool[told][:, :WIDTH], owner, b["attacks"])),
                    self._drop(_segment_mean(pool[told][:, WIDTH:], owner, b["attacks"])),
                    b["attack_features"],
                    _segment_max(stated[told], owner, b["attacks"]),
                    crowd[b["attack_article"]][:, None],
                ],
                1,
            )
            hidden = self._drop(F.relu(self.attack_hidden(rows)))
            out["type"], out["status"] = self.attack_type(hidden), self.attack_status(hidden)
        whole = torch.cat(
            [
                _segment_max(pool[:, :WIDTH], b["article_of"], b["articles"]),
                _segment_mean(pool[:, WIDTH:], b["article_of"], b["articles"]),
                b["attack_rows"],
                _segment_max(stated, b["article_of"], b["articles"]),
            ],
            1,
        )
        out["incident"] = self._head(self.incident_hidden, self.incident, whole)[:, 0]
        return out


def batch(samples: list[Sample]) -> dict[str, Any]:
    """Samples laid end to end, with a gap that keeps convolutions apart."""
    words: dict[str, list[np.ndarray]] = {
        k: [] for k in ("rows", "word", "prefix", "suffix", "flags", "mask", "sentence_of")
    }
    index: dict[str, list[Any]] = {
        k: []
        for k in (
            "authorities",
            "mention_words",
            "mention_of",
            "mention_sentences",
            "chain_of",
            "time_words",
            "time_of",
            "time_sentences",
            "told",
            "told_of",
            "attack_article",
            "article_of",
            "type",
            "status",
        )
    }
    attack_rows: list[np.ndarray] = []
    offset = sentences = mentions = chains = times = attacks = 0
    for number, s in enumerate(samples):
        size = len(s.features.rows)
        for key in ("rows", "word", "prefix", "suffix", "flags"):
            array = getattr(s.features, key)
            pad = np.full((GAP, *array.shape[1:]), -1 if key == "rows" else 0, array.dtype)
            words[key].append(np.concatenate([array, pad]))
        words["mask"].append(np.concatenate([np.ones(size, np.float32), np.zeros(GAP, np.float32)]))
        owner = np.full(size + GAP, -1, np.int64)
        for k, (first, last) in enumerate(s.sentences):
            owner[first:last] = sentences + k
        words["sentence_of"].append(owner)
        index["authorities"] += [(offset + w, sentences + k, who) for w, k, who in s.authorities]
        for spans in s.chains:
            for first, last, sentence in spans:
                index["mention_words"] += range(offset + first, offset + last)
                index["mention_of"] += [mentions] * (last - first)
                index["mention_sentences"].append(sentences + sentence)
                index["chain_of"].append(chains)
                mentions += 1
            chains += 1
        for first, last, sentence in s.times:
            index["time_words"] += range(offset + first, offset + last)
            index["time_of"] += [times] * (last - first)
            index["time_sentences"].append(sentences + sentence)
            times += 1
        for told, kind, state, row in s.attacks:
            index["told"] += [sentences + k for k in told]
            index["told_of"] += [attacks] * len(told)
            index["type"].append(kind)
            index["status"].append(state)
            attack_rows.append(row)
            index["attack_article"].append(number)
            attacks += 1
        index["article_of"] += [number] * len(s.sentences)
        offset += size + GAP
        sentences += len(s.sentences)
    out: dict[str, Any] = {k: torch.tensor(np.concatenate(v)) for k, v in words.items()}
    for key in ("rows", "word", "prefix", "suffix"):
        out[key] = out[key].long()
    out |= {k: torch.tensor(v, dtype=torch.long) for k, v in index.items()}
    out["authorities"] = out["authorities"].reshape(-1, 3)
    out |= {
        "sentences": sentences,
        "mentions": mentions,
        "chains": chains,
        "times": times,
        "attacks": attacks,
        "articles": len(samples),
    }
    for key, name in (
        ("facts", "facts"),
        ("fact_weights", "fact_weights"),
        ("actions", "actions"),
        ("action_weights", "action_weights"),
        ("chain_features", "chain_features"),
        ("chain_roles", "roles"),
        ("chain_kinds", "kinds"),
        ("time_features", "time_features"),
        ("dates", "dates"),
    ):
        out[name] = torch.tensor(np.concatenate([getattr(s, key) for s in samples]))
    out["attack_features"] = torch.tensor(np.array(attack_rows, np.float32).reshape(-1, ATTACK_FEATURES))
    out["incident"] = torch.tensor([s.incident for s in samples])
    out["attack_rows"] = torch.tensor(np.array([s.attack_row for s in samples]))
    out["chain_article"] = torch.tensor([n for n, s in enumerate(samples) for _ in s.chains], dtype=torch.long)
    return out


def loss_of(out: dict[str, Tensor], b: dict[str, Any]) -> Tensor:
    """Sum of the questions' losses, each on its own scale."""
    bce = F.binary_cross_entropy_with_logits
    loss = (bce(out["facts"], b["facts"], reduction="none") * b["fact_weights"]).sum(1).mean()
    if "actions" in out:
        loss = (
            loss
            + 4 * (bce(out["actions"], b["actions"], reduction="none") * b["action_weights"]).sum() / b["sentences"]
        )
    if "roles" in out:
        loss = (
            loss + 2 * F.cross_entropy(out["roles"], b["roles"], label_smoothing=0.03) + _ranking_loss(out["roles"], b)
        )
        known = b["kinds"] >= 0
        if known.any():
            loss = loss + 0.3 * F.cross_entropy(out["kinds"][known], b["kinds"][known])
    if "dates" in out:
        loss = loss + 1.5 * bce(out["dates"], b["dates"])
    if "type" in out:
        loss = loss + 0.5 * F.cross_entropy(out["type"], b["type"]) + 0.25 * F.cross_entropy(out["status"], b["status"])
    judged = b["incident"] >= 0
    if judged.any():
        loss = loss + 0.5 * bce(out["incident"][judged], b["incident"][judged])
    return loss


def _ranking_loss(roles: Tensor, b: dict[str, Any]) -> Tensor:
    """Primary victims against the article's other chains, and against there being none."""
    scores = roles[:, 1] - roles[:, 0]
    owner, count = b["chain_article"], b["articles"]
    everything = torch.logsumexp(torch.stack([torch.zeros(count), _segment_logsumexp(scores, owner, count)]), 0)
    right = torch.where(b["roles"] == 1, scores, torch.full_like(scores, -1e4))
    primary = torch.bincount(owner, (b["roles"] == 1).float(), minlength=count) > 0
    target = torch.where(primary, _segment_logsumexp(right, owner, count), torch.zeros(count))
    loss: Tensor = (everything - target)[b["incident"] >= 0].mean()
    return loss


def _segment_logsumexp(x: Tensor, owner: Tensor, count: int) -> Tensor:
    top = torch.full((count,), -1e4).scatter_reduce(0, owner, x.detach(), "amax", include_self=True)
    total = torch.zeros(count).index_add(0, owner, torch.exp(x - top[owner]))
    return top + torch.log(total.clamp(min=1e-12))


def train(
    articles: list[Sample], bank: list[Sample], *, epochs: int, seed: int, size: int = 8, rate: float = 2e-3
) -> TrainedReader:
    """Train on articles, with a share of the bank in every batch."""
    torch.manual_seed(seed)
    random.seed(seed)
    network = TrainedReader(dropout=0.3)
    parameters = [p for p in network.parameters() if p.requires_grad]
    steps = len(articles) // size + 1
    optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.03)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=epochs * steps + 1, pct_start=0.15)
    share = max(1, len(bank) // steps)
    articles, bank = list(articles), list(bank)
    for epoch in range(epochs):
        network.train()
        random.shuffle(articles)
        random.shuffle(bank)
        total = 0.0
        for k in range(steps):
            chosen = articles[k * size : (k + 1) * size] + bank[k * share : (k + 1) * share]
            if not chosen:
                continue
            b = batch(chosen)
            loss = loss_of(network(b), b)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, 2.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / steps:.3f}", flush=True)
    return network


def export(network: TrainedReader, path: Path) -> None:
    """Write the weights in half precision under their parameter names."""
    weights = {
        re.sub(r"^(conv|norm)\.", r"\1.", name): tensor.numpy().astype(np.float16)
        for name, tensor in network.state_dict().items()
        if not name.startswith("vectors.")
    }
    np.savez_compressed(path, **weights)


def main() -> None:
    """Train on the train part (or everything but the test part) and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=HERE / "reader")
    parser.add_argument("--name", default="reader-0", help="file name of the weights, without ending")
    arguments = parser.parse_args()
    articles = [article_sample(gold) for gold in read_gold(HERE / "corpus" / "articles", "train")]
    bank = bank_samples(HERE / "corpus" / "sentences")
    print(f"{len(articles)} articles, {len(bank)} sentences")
    export(train(articles, bank, epochs=arguments.epochs, seed=arguments.seed), arguments.out / f"{arguments.name}.npz")


if __name__ == "__main__":
    main()
