"""Inference of the sentence reader in NumPy: one pass over the words of an article.

A network embeds each word (vector, hashed shapes, lexicon flags), runs dilated convolutions with
residual layer norms, pools by sentence, and answers small questions on top: which facts a sentence
states, what each authority named in it does, which named chain is a victim, which time dates the
attack, what type of attack it was. ``models/train.py`` trains it; weights are
``models/reader/reader*.npz``, whose answers are averaged.

>>> from extractor.incidents.context import Context
>>> judgement = reader().read(Context("Les serveurs de la mairie de Dax ont été chiffrés."))
>>> judgement.sentences.shape[0]
1
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

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
from extractor.reader.features import Features, featurize, vectors
from extractor.reader.labels import AUTHORITIES
from extractor.resources import models_dir

Array = npt.NDArray[np.float32]


MAX_MENTIONS = 12
# An article's expected number of primary victims is told to the attack question up to this.
CROWD = 6.0


@dataclass(frozen=True, slots=True)
class Inputs:
    """What every network of the reader sees of an article, computed once."""

    context: Context
    features: Features
    hits: list[Hit]
    candidates: VictimCandidates
    moments: list[Timex]
    moment_rows: Array
    attack_row: Array

    @classmethod
    def of(cls, context: Context) -> Inputs:
        """Inputs of an article."""
        moments, rows = time_candidates(context)
        return cls(
            context,
            featurize(context),
            authority_hits(context),
            victim_candidates(context),
            moments,
            rows,
            attack_features(context, list(range(len(context.prose.sentences)))),
        )


@dataclass(frozen=True, slots=True)
class Answers:
    """Raw answers of one network: probabilities, and its pooled sentences."""

    sentences: Array
    authorities: Array
    chains: Array
    kinds: Array
    times: Array
    incident: float
    pool: Array


@dataclass(frozen=True, slots=True)
class Judgement:
    """Probabilities for one article, averaged over the reader's networks.

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
    voters: tuple[tuple[Network, Answers], ...]

    def attack(self, sentences: list[int]) -> tuple[Array, Array]:
        """Type and status probabilities of the attack told in some sentences."""
        row = attack_features(self.context, sentences)
        votes = [network.attack(answers, sentences, row) for network, answers in self.voters]
        return _mean([types for types, _ in votes]), _mean([statuses for _, statuses in votes])


class Reader:
    """One or more networks of the same shape that differ by their training's seed."""

    def __init__(self) -> None:
        paths = sorted((models_dir() / "reader").glob("reader*.npz"))
        self.networks = [Network(path) for path in paths]

    def read(self, context: Context) -> Judgement:
        """Judge one article."""
        inputs = Inputs.of(context)
        # The matrices are small: BLAS threads would cost more than they give, and fight with workers.
        with _blas().limit(limits=1, user_api="blas"):
            answers = [network.answer(inputs) for network in self.networks]
        return Judgement(
            context,
            _mean([a.sentences for a in answers]),
            inputs.hits,
            _mean([a.authorities for a in answers]),
            inputs.candidates,
            _mean([a.chains for a in answers]),
            _mean([a.kinds for a in answers]),
            inputs.moments,
            _mean([a.times for a in answers]),
            sum(a.incident for a in answers) / len(answers),
            tuple(zip(self.networks, answers, strict=True)),
        )


class Network:
    """Weights and the forward pass."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as data:
            self._weights = {name: data[name].astype(np.float32) for name in data.files}
        table = vectors().table
        # The vectors' part of the first layer is applied to the table once, not to every word.
        first = self._weights["input.weight"]
        self._vector_width = table.shape[1]
        self._projected = np.vstack(
            [np.zeros((1, first.shape[0]), np.float32), table @ first[:, : self._vector_width].T]
        )
        self._rest = first[:, self._vector_width :].T.copy()
        self._depth = sum(name.startswith("conv.") and name.endswith(".weight") for name in self._weights)

    def _linear(self, name: str, x: Array) -> Array:
        w = self._weights
        out: Array = x @ w[f"{name}.weight"].T + w[f"{name}.bias"]
        return out

    def _head(self, hidden: str, out: str, x: Array) -> Array:
        return self._linear(out, np.maximum(self._linear(hidden, x), 0))

    def _encode(self, features: Features) -> Array:
        w = self._weights
        rest = np.concatenate(
            [
                w["word.weight"][features.word],
                w["prefix.weight"][features.prefix],
                w["suffix.weight"][features.suffix],
                features.flags,
            ],
            axis=1,
        )
        x = np.maximum(self._projected[features.rows + 1] + rest @ self._rest + w["input.bias"], 0)
        for layer in range(self._depth):
            step = 2**layer
            kernel = w[f"conv.{layer}.weight"]
            h = x @ kernel[:, :, 1].T + w[f"conv.{layer}.bias"]
            if len(x) > step:
                h[step:] += x[:-step] @ kernel[:, :, 0].T
                h[:-step] += x[step:] @ kernel[:, :, 2].T
            x = _normalise(x + np.maximum(h, 0), w[f"norm.{layer}.weight"], w[f"norm.{layer}.bias"])
        out: Array = x
        return out

    def answer(self, inputs: Inputs) -> Answers:
        """Answers for one article."""
        prose = inputs.context.prose
        x = self._encode(inputs.features)
        width = x.shape[1]
        pool = np.zeros((len(prose.sentences), 2 * width), np.float32)
        for row, sentence in zip(pool, prose.sentences, strict=True):
            words = x[sentence.first : sentence.last]
            row[:width], row[width:] = words.max(0), words.mean(0)
        sentences = _sigmoid(self._head("sentence_hidden", "sentence", pool))
        chains, kinds = self._chains(x, pool, sentences, inputs.candidates)
        return Answers(
            sentences,
            self._authorities(x, pool, inputs),
            chains,
            kinds,
            self._times(x, pool, inputs),
            self._incident(pool, sentences, inputs.attack_row),
            pool,
        )

    def _authorities(self, x: Array, pool: Array, inputs: Inputs) -> Array:
        if not inputs.hits:
            return np.zeros((0, self._weights["authority.bias"].shape[0]), np.float32)
        prose = inputs.context.prose
        rows = []
        for hit in inputs.hits:
            one_hot = np.zeros(len(AUTHORITIES), np.float32)
            one_hot[AUTHORITIES.index(hit.entry.data["who"])] = 1
            sentence = prose.sentence_at(hit.start).index
            rows.append(np.concatenate([x[prose.word_at(hit.start)], pool[sentence], one_hot]))
        return _sigmoid(self._head("authority_hidden", "authority", np.array(rows)))

    def _times(self, x: Array, pool: Array, inputs: Inputs) -> Array:
        if not inputs.moments:
            return np.zeros(0, np.float32)
        prose = inputs.context.prose
        rows = []
        for moment, row in zip(inputs.moments, inputs.moment_rows, strict=True):
            first, last = prose.word_at(moment.start), prose.word_at(moment.end - 1) + 1
            sentence = prose.sentence_at(moment.start).index
            rows.append(np.concatenate([x[first : max(last, first + 1)].max(0), pool[sentence], row]))
        return _sigmoid(self._head("time_hidden", "time", np.array(rows)))[:, 0]

    def _incident(self, pool: Array, sentences: Array, row: Array) -> float:
        if not len(pool):
            return 0.0
        width = pool.shape[1] // 2
        whole = np.concatenate([pool[:, :width].max(0), pool[:, width:].mean(0), row, sentences.max(0)])
        return float(_sigmoid(self._head("incident_hidden", "incident", whole[None]))[0, 0])

    def _chains(self, x: Array, pool: Array, sentences: Array, candidates: VictimCandidates) -> tuple[Array, Array]:
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

    def attack(self, answers: Answers, told: list[int], row: Array) -> tuple[Array, Array]:
        """Type and status of the attack told in some sentences of a judged article."""
        pool = answers.pool[told]
        width = pool.shape[1] // 2
        crowd = np.minimum(answers.chains[:, 1].sum(keepdims=True), CROWD).astype(np.float32)
        x = np.concatenate(
            [pool[:, :width].max(0), pool[:, width:].mean(0), row, answers.sentences[told].max(0), crowd]
        )[None]
        hidden = np.maximum(self._linear("attack_hidden", x), 0)
        return (
            _softmax(self._linear("attack_type", hidden))[0],
            _softmax(self._linear("attack_status", hidden))[0],
        )


def _mean(arrays: list[Array]) -> Array:
    out: Array = np.asarray(sum(arrays[1:], arrays[0]) / np.float32(len(arrays)), dtype=np.float32)
    return out


def _normalise(x: Array, weight: Array, bias: Array) -> Array:
    centred = x - x.mean(1, keepdims=True)
    spread = np.sqrt(np.square(centred).mean(1, keepdims=True) + np.float32(1e-5))
    out: Array = centred / spread * weight + bias
    return out


def _sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), dtype=np.float32)


def _softmax(x: Array) -> Array:
    powers = np.exp(x - x.max(-1, keepdims=True))
    out: Array = powers / powers.sum(-1, keepdims=True)
    return out


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController()


@cache
def reader() -> Reader:
    """The reader, loaded once."""
    return Reader()
