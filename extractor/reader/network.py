"""Inference of the sentence reader in NumPy: one pass over the words of an article.

The network embeds each word (vector, hashed shapes, lexicon flags), runs dilated convolutions with
residual layer norms, pools by sentence, and answers small questions on top: which facts a sentence
states, what each authority named in it does, which named chain is a victim, which time dates the
attack, what type of attack it was. ``models/train.py`` trains it; weights are ``models/reader/reader.npz``.

>>> from extractor.incidents.context import Context
>>> judgement = reader().read(Context("Les serveurs de la mairie de Dax ont été chiffrés."))
>>> judgement.sentences.shape[0]
1
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from extractor.french.lexicon import Hit
from extractor.french.time import Timex
from extractor.incidents.authorities import authority_hits
from extractor.incidents.candidates import (
    VictimCandidates,
    attack_features,
    time_candidates,
    victim_candidates,
)
from extractor.incidents.context import Context
from extractor.reader.features import featurize, vectors
from extractor.reader.labels import AUTHORITIES
from extractor.resources import models_dir

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Probabilities for one article.

    Attributes:
        sentences: (sentences, :data:`labels.SENTENCE_LABELS`).
        authorities: (authority mentions, :data:`labels.AUTHORITY_LABELS`), beside ``authority_hits``.
        chains: (candidates, none / primary / passing); ``kinds``: (candidates, victim kinds).
        times: (time candidates,) that the time dates the attack.
        incident: that the article tells an incident at all.
    """

    context: Context
    sentences: Array
    authority_hits: list[Hit]
    authorities: Array
    candidates: VictimCandidates
    chains: Array
    kinds: Array
    time_candidates: list[Timex]
    times: Array
    incident: float
    _pool: Array
    _network: Network

    def attack(self, sentences: list[int]) -> tuple[Array, Array]:
        """Type and status probabilities of the attack told in some sentences."""
        return self._network.attack(self, sentences)


class Network:
    """Weights and the forward pass."""

    def __init__(self) -> None:
        with np.load(models_dir() / "reader" / "reader.npz") as data:
            self._weights = {name: data[name].astype(np.float32) for name in data.files}
        table = vectors().table
        self._vectors = np.vstack([np.zeros((1, table.shape[1]), np.float32), table])
        self._depth = sum(name.startswith("conv.") and name.endswith(".weight") for name in self._weights)

    def _linear(self, name: str, x: Array) -> Array:
        w = self._weights
        out: Array = x @ w[f"{name}.weight"].T + w[f"{name}.bias"]
        return out

    def _head(self, hidden: str, out: str, x: Array) -> Array:
        return self._linear(out, np.maximum(self._linear(hidden, x), 0))

    def _encode(self, context: Context) -> Array:
        w, features = self._weights, featurize(context)
        x = np.concatenate(
            [
                self._vectors[features.rows + 1],
                w["word.weight"][features.word],
                w["prefix.weight"][features.prefix],
                w["suffix.weight"][features.suffix],
                features.flags,
            ],
            axis=1,
        )
        x = np.maximum(self._linear("input", x), 0)
        for layer in range(self._depth):
            step = 2**layer
            kernel = w[f"conv.{layer}.weight"]
            h = x @ kernel[:, :, 1].T + w[f"conv.{layer}.bias"]
            if len(x) > step:
                h[step:] += x[:-step] @ kernel[:, :, 0].T
                h[:-step] += x[step:] @ kernel[:, :, 2].T
            x = _normalise(x + np.maximum(h, 0), w[f"norm.{layer}.weight"], w[f"norm.{layer}.bias"])
        return x

    def read(self, context: Context) -> Judgement:
        """Judge one article."""
        prose = context.prose
        x = self._encode(context)
        width = x.shape[1]
        pool = np.zeros((len(prose.sentences), 2 * width), np.float32)
        for row, sentence in zip(pool, prose.sentences, strict=True):
            words = x[sentence.first : sentence.last]
            row[:width], row[width:] = words.max(0), words.mean(0)
        sentences = _sigmoid(self._head("sentence_hidden", "sentence", pool))
        hits = authority_hits(context)
        authorities = np.zeros((len(hits), self._weights["authority.bias"].shape[0]), np.float32)
        if hits:
            rows = []
            for hit in hits:
                one_hot = np.zeros(len(AUTHORITIES), np.float32)
                one_hot[AUTHORITIES.index(hit.entry.data["who"])] = 1
                sentence = prose.sentence_at(hit.start).index
                rows.append(np.concatenate([x[prose.word_at(hit.start)], pool[sentence], one_hot]))
            authorities = _sigmoid(self._head("authority_hidden", "authority", np.array(rows)))
        candidates = victim_candidates(context)
        chains, kinds = self._chains(x, pool, sentences, candidates)
        moments, rows_ = time_candidates(context)
        times = np.zeros(len(moments), np.float32)
        if moments:
            parts = []
            for moment, row in zip(moments, rows_, strict=True):
                first, last = prose.word_at(moment.start), prose.word_at(moment.end - 1) + 1
                sentence = prose.sentence_at(moment.start).index
                parts.append(np.concatenate([x[first : max(last, first + 1)].max(0), pool[sentence], row]))
            times = _sigmoid(self._head("time_hidden", "time", np.array(parts)))[:, 0]
        incident = 0.0
        if len(pool):
            everything = list(range(len(pool)))
            whole = np.concatenate(
                [
                    pool[:, :width].max(0),
                    pool[:, width:].mean(0),
                    attack_features(context, everything),
                    sentences.max(0),
                ]
            )
            incident = float(_sigmoid(self._head("incident_hidden", "incident", whole[None]))[0, 0])
        return Judgement(
            context, sentences, hits, authorities, candidates, chains, kinds, moments, times, incident, pool, self
        )

    def _chains(
        self, x: Array, pool: Array, sentences: Array, candidates: VictimCandidates
    ) -> tuple[Array, Array]:
        width = x.shape[1]
        if not candidates.chains:
            return np.zeros((0, 3), np.float32), np.zeros((0, 1), np.float32)
        rows = []
        for chain, features in zip(candidates.chains, candidates.features, strict=True):
            mentions = np.array(
                [
                    np.concatenate([x[m.first : m.last].max(0), pool[m.sentence][:width]])
                    for m in chain.mentions[:MAX_MENTIONS]
                ]
            )
            stated = sentences[[m.sentence for m in chain.mentions[:MAX_MENTIONS]]].max(0)
            rows.append(np.concatenate([mentions.max(0), mentions.mean(0), features, stated]))
        hidden = np.maximum(self._linear("chain_hidden", np.array(rows)), 0)
        return _softmax(self._linear("chain", hidden)), _softmax(self._linear("kind", hidden))

    def attack(self, judgement: Judgement, sentences: list[int]) -> tuple[Array, Array]:
        """Type and status of the attack told in some sentences of a judged article."""
        pool = judgement._pool[sentences]
        width = pool.shape[1] // 2
        x = np.concatenate(
            [
                pool[:, :width].max(0),
                pool[:, width:].mean(0),
                attack_features(judgement.context, sentences),
                judgement.sentences[sentences].max(0),
            ]
        )[None]
        hidden = np.maximum(self._linear("attack_hidden", x), 0)
        return (
            _softmax(self._linear("attack_type", hidden))[0],
            _softmax(self._linear("attack_status", hidden))[0],
        )


MAX_MENTIONS = 12


def _normalise(x: Array, weight: Array, bias: Array) -> Array:
    centred = x - x.mean(1, keepdims=True)
    out: Array = centred / np.sqrt((centred**2).mean(1, keepdims=True) + 1e-5) * weight + bias
    return out


def _sigmoid(x: Array) -> Array:
    out: Array = 1 / (1 + np.exp(-x))
    return out


def _softmax(x: Array) -> Array:
    powers = np.exp(x - x.max(-1, keepdims=True))
    out: Array = powers / powers.sum(-1, keepdims=True)
    return out


@cache
def reader() -> Network:
    """The network, loaded once."""
    return Network()
