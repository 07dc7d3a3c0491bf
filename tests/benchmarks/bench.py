"""Speed, memory and start-up of the extractor, as ratios to bare ``fr_core_news_md`` in the same run.

Usage, from the root of a checkout (see the README beside this file)::

    python tests/benchmarks/bench.py [--quick] [--json]

Each measure runs in a process of its own, so that none inherits the memory or the caches of another;
this process only starts them and prints. Texts, their order and their number depend on nothing but the
corpus and the options.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.pool import Pool

    from extractor.records import Article

MODEL = "fr_core_news_md"
SHORTEST, LONGEST = 300, 1200
# Paragraphs below this many characters are titles, datelines and signatures.
PARAGRAPH = 80
# Characters in one batch of a worker: some ten articles.
BATCH = 40_000
OFF_TOPIC = "n1-"
SINGLE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

Figures = dict[str, Any]
Clock = Callable[[], float]
Texts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured.

    Attributes:
        articles: incident articles of real length, and of each other kind at most.
        cold: articles read by a fresh process.
        rounds: repetitions of which the fastest counts.
        worker_passes: times the articles are handed to the workers.
        repeated: articles read to see whether memory stays flat.
        lengths: text lengths of the cost curve, in KB.
    """

    articles: int
    cold: int
    rounds: int
    worker_passes: int
    repeated: int
    lengths: tuple[int, ...]


FULL = Size(60, 20, 3, 3, 5000, (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024))
QUICK = Size(8, 5, 1, 3, 100, (1, 8, 64))


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts of one run: (publication date, text) by kind.

    Attributes:
        incident: incident articles brought to a real length.
        short: incident articles as the corpus has them.
        off_topic: off-topic articles of a real length that the gate turns away.
        ordinary: all off-topic articles of the corpus as they are, whatever the gate says of them.
        turned_away: share of ``ordinary`` that the gate turns away.
        turned_away_long: share that it still turns away of those, joined to a real length without choosing.
    """

    incident: Texts = field(default_factory=list)
    short: Texts = field(default_factory=list)
    off_topic: Texts = field(default_factory=list)
    ordinary: Texts = field(default_factory=list)
    turned_away: float = 0.0
    turned_away_long: float = 0.0


# -- articles --------------------------------------------------------------------------------------


def joined(texts: Sequence[tuple[str, str]], count: int, keep: Callable[[str], bool] = lambda _: True) -> Texts:
    """Articles of 300 to 1,200 words: each begins as one of the texts and goes on with paragraphs of the next.

    Args:
        texts: (publication date, text), walked in order and begun again when they run out.
        count: how many to make.
        keep: whether an article may stand as it is with one more paragraph.
    """
    draw = random.Random(count)
    source = cycle(texts)
    out: Texts = []
    while len(out) < count:
        published, text = next(source)
        goal = draw.randrange(SHORTEST, LONGEST - 100)
        words = len(text.split())
        for _ in texts:
            if words >= goal:
                break
            for paragraph in next(source)[1].splitlines()[1:]:
                longer = words + len(paragraph.split())
                if len(paragraph) < PARAGRAPH or longer > LONGEST or not keep(f"{text}\n\n{paragraph}"):
                    continue
                text, words = f"{text}\n\n{paragraph}", longer
                if words >= goal:
                    break
        out.append((published, text))
    return out


def prepare(size: Size, _: Corpus) -> Figures:
    """Texts of the run, from the corpus of the checkout."""
    from extractor.evaluation.gold import read_gold
    from extractor.incidents.context import Context
    from extractor.incidents.gate import may_tell_incident
    from extractor.resources import models_dir

    def turned_away(text: str) -> bool:
        return not may_tell_incident(Context(text))

    def share(texts: Texts) -> float:
        return sum(turned_away(text) for _, text in texts) / len(texts)

    golds = list(read_gold(models_dir() / "corpus" / "articles"))
    random.Random(0).shuffle(golds)
    incident = [(str(g.published), g.text) for g in golds if g.incidents]
    ordinary = [(str(g.published), g.text) for g in golds if g.id.startswith(OFF_TOPIC)]
    begin = [text for text in ordinary if turned_away(text[1])]
    return asdict(
        Corpus(
            joined(incident, size.articles),
            incident[: size.articles],
            joined(begin, min(size.articles, len(begin)), turned_away),
            ordinary,
            share(ordinary),
            share(joined(begin, len(begin))),
        )
    )


def of_length(texts: Texts, length: int) -> str:
    """One text of about so many characters, the articles one after the other."""
    parts: list[str] = []
    total = 0
    for _, text in cycle(texts):
        parts.append(text)
        total += len(text) + 2
        if total >= length:
            break
    return "\n\n".join(parts)[:length]


# -- both engines ----------------------------------------------------------------------------------


def articles_of(texts: Texts) -> list[Article]:
    """The texts as the extractor takes them."""
    from extractor import Article

    return [Article(text=text, published=published) for published, text in texts]


def extract_all(articles: Iterable[Article]) -> int:
    """Read articles with the extractor; the number of incidents."""
    from extractor import extract_many

    return sum(len(report.incidents) for report in extract_many(articles))


def spacy_reader() -> Callable[[Texts], int]:
    """Bare spaCy, loaded: reads texts, gives the number of tokens."""
    import spacy

    nlp = spacy.load(MODEL)
    return lambda texts: sum(len(doc) for doc in nlp.pipe(text for _, text in texts))


def seconds(work: Callable[[], object], rounds: int = 1, clock: Clock = time.process_time) -> float:
    """Time of some work, the fastest of the rounds; processor time of this process unless told otherwise."""
    best = float("inf")
    for _ in range(rounds):
        begin = clock()
        work()
        best = min(best, clock() - begin)
    return best


def in_turn(
    first: Callable[[], object], second: Callable[[], object], rounds: int, clock: Clock = time.process_time
) -> tuple[float, float]:
    """Times of two works done in turn, so that what else the machine does weighs on both."""
    times = [(seconds(first, clock=clock), seconds(second, clock=clock)) for _ in range(rounds)]
    return min(a for a, _ in times), min(b for _, b in times)


def peak_memory() -> float:
    """Peak memory of this process in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 if sys.platform != "darwin" else peak / 1024**2


# -- measures, each in its own process -------------------------------------------------------------


def cold(size: Size, corpus: Corpus) -> Figures:
    """Some articles by a process that has imported nothing yet."""
    texts = corpus.incident[: size.cold]
    return {"seconds": seconds(lambda: extract_all(articles_of(texts))), "mb": peak_memory()}


def cold_spacy(size: Size, corpus: Corpus) -> Figures:
    """The same by bare spaCy."""
    texts = corpus.incident[: size.cold]
    return {"seconds": seconds(lambda: spacy_reader()(texts)), "mb": peak_memory()}


def warm(size: Size, corpus: Corpus) -> Figures:
    """Loaded engines: articles never read before, the same again, short ones, off-topic ones."""
    spacy_read = spacy_reader()
    extract_all(articles_of(corpus.short[:20]))
    spacy_read(corpus.short[:20])
    characters = sum(len(text) for _, text in corpus.incident)

    def both(texts: Texts, rounds: int) -> Figures:
        articles = articles_of(texts)
        ours, bare = in_turn(lambda: extract_all(articles), lambda: spacy_read(texts), rounds)
        return {"ratio": bare / ours, "articles_per_second": len(texts) / ours}

    articles = articles_of(corpus.incident)
    first, first_bare = in_turn(lambda: extract_all(articles), lambda: spacy_read(corpus.incident), 1)
    again, again_bare = in_turn(lambda: extract_all(articles), lambda: spacy_read(corpus.incident), size.rounds)
    return {
        "first": {"ratio": first_bare / first, "articles_per_second": len(articles) / first},
        "again": {"ratio": again_bare / again, "articles_per_second": len(articles) / again},
        "short": both(corpus.short, size.rounds),
        "off_topic": both(corpus.off_topic, max(size.rounds, 3)),
        "ordinary": both(corpus.ordinary, size.rounds),
        "spacy_tokens_per_second": spacy_read(corpus.incident) / again_bare,
        "spacy_seconds_per_kb": again_bare / characters * 1024,
        "spacy_seconds_per_article": again_bare / len(articles),
    }


def batches(texts: Texts) -> list[Texts]:
    """Texts in batches of like size, the largest first, so that workers finish together."""
    out: list[Texts] = []
    batch: Texts = []
    held = 0
    for published, text in texts:
        batch.append((published, text))
        held += len(text)
        if held >= BATCH:
            out.append(batch)
            batch, held = [], 0
    return sorted([*out, *([batch] if batch else [])], key=lambda b: -sum(len(text) for _, text in b))


def _start_worker(texts: Texts, ready: Any) -> None:
    extract_all(articles_of(texts))
    ready.wait()


def _read_batch(batch: Texts) -> list[str]:
    from extractor import extract_many

    return [report.model_dump_json() for report in extract_many(articles_of(batch))]


def _count(number: int) -> int:
    total = 0
    for step in range(number):
        total += step % 7
    return total


def _pool(workers: int, texts: Texts) -> Pool:
    """Workers that have loaded and read a few articles."""
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(workers + 1)
    pool = context.Pool(workers, _start_worker, (texts, ready))
    ready.wait()
    return pool


def workers(size: Size, corpus: Corpus) -> Figures:
    """One worker and two on the same batches, reports brought back as JSON; and what two of anything give here."""
    todo = batches(corpus.incident * size.worker_passes)
    with _pool(1, corpus.short[:20]) as one, _pool(2, corpus.short[:20]) as two:

        def read(pool: Pool) -> Callable[[], object]:
            return lambda: sum(len(reports) for reports in pool.imap_unordered(_read_batch, todo))

        def count(pool: Pool) -> Callable[[], object]:
            return lambda: sum(pool.imap_unordered(_count, [500_000] * 40))

        single, double = in_turn(read(one), read(two), size.rounds, time.perf_counter)
        loop_single, loop_double = in_turn(count(one), count(two), size.rounds, time.perf_counter)
    return {
        "seconds_per_article": double / size.worker_passes / len(corpus.incident),
        "two_to_one": single / double,
        "loop_two_to_one": loop_single / loop_double,
    }


def memory(size: Size, corpus: Corpus) -> Figures:
    """Peak memory as articles are read over and over, each time with names it never had before."""

    def endless() -> Iterator[tuple[str, str]]:
        for number, (published, text) in enumerate(cycle([*corpus.incident, *corpus.short])):
            name = "".join(chr(ord("a") + int(digit)) for digit in f"{number:05d}")
            yield published, f"{text}\n\nLa société Vor{name} et Mme Kel{name} sont aussi citées, au dossier {number}."

    stream = endless()
    peaks: list[tuple[int, float]] = []
    read = 0
    for goal in (size.repeated // 10, size.repeated // 4, size.repeated // 2, size.repeated):
        while read < goal:
            step = min(50, goal - read)
            extract_all(articles_of(list(islice(stream, step))))
            read += step
        peaks.append((read, peak_memory()))
    return {"peaks": peaks, "growth": peaks[-1][1] - peaks[0][1]}


def memory_spacy(_: Size, corpus: Corpus) -> Figures:
    """Peak memory of bare spaCy on the incident articles."""
    spacy_reader()(corpus.incident)
    return {"mb": peak_memory()}


def curve(size: Size, corpus: Corpus) -> Figures:
    """Seconds a KB against the length of the article."""
    points = []
    extract_all(articles_of(corpus.incident))
    for length in size.lengths:
        texts = [("2024-03-12", of_length(corpus.incident, length * 1024))]
        article = articles_of(texts)
        # A short text is read many times, a long one once.
        passes = max(1, 64 // length)

        def read(article: list[Article] = article, passes: int = passes) -> None:
            extract_all(article * passes)

        taken = seconds(read, size.rounds if length <= 64 else 1) / passes
        points.append((length, taken / length))
    return {"points": points}


START_UP = {
    "interpreter": "pass",
    "import": "import extractor",
    "help": "import sys; sys.argv = ['cyberpresse', '--help']; from extractor.cli import main; main()",
    "report": "import extractor; extractor.extract('La mairie de Dax a été piratée lundi.', published='2024-03-12')",
    "spacy": f"import spacy; spacy.load({MODEL!r})('La mairie de Dax a été piratée lundi.')",
}


def start_up(size: Size, _: Corpus) -> Figures:
    """Wall time of whole processes, from nothing to their end."""

    def run(code: str) -> None:
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)

    def once(code: str) -> float:
        return seconds(lambda: run(code), size.rounds, time.perf_counter)

    return {name: once(code) for name, code in START_UP.items()}


Measure = Callable[[Size, Corpus], Figures]
MEASURES: dict[str, Measure] = {
    "start_up": start_up,
    "cold": cold,
    "cold_spacy": cold_spacy,
    "warm": warm,
    "workers": workers,
    "memory": memory,
    "memory_spacy": memory_spacy,
    "curve": curve,
}


# -- running and printing --------------------------------------------------------------------------


def measured(name: str, quick: bool, folder: Path) -> Figures:
    """Figures of one measure, taken in a process of its own."""
    words = [sys.executable, str(Path(__file__).resolve()), "--measure", name, "--texts", str(folder / "texts.json")]
    environment = {**os.environ, **SINGLE_THREAD}
    done = subprocess.run([*words, *(["--quick"] if quick else [])], env=environment, stdout=subprocess.PIPE)
    if done.returncode:
        raise SystemExit(f"{name}: failed with status {done.returncode}")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def run(quick: bool, say: Callable[[str], object]) -> Figures:
    """All figures of a run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = measured("prepare", quick, folder)
        (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
        figures: Figures = {}
        for name in MEASURES:
            say(f"{name} ...")
            figures[name] = measured(name, quick, folder)
    corpus = Corpus(**texts)
    words = [len(text.split()) for _, text in corpus.incident]
    return {
        "machine": {"python": platform.python_version(), "system": platform.system(), "cores": os.cpu_count()},
        "articles": {
            "incident": len(corpus.incident),
            "words": [min(words), sum(words) // len(words), max(words)],
            "cold": (QUICK if quick else FULL).cold,
            "off_topic": len(corpus.off_topic),
            "turned_away": corpus.turned_away,
            "turned_away_long": corpus.turned_away_long,
        },
        **figures,
    }


def table(figures: Figures) -> Iterator[str]:
    """The figures, one a line."""
    made, fresh, loaded, pair = (figures[name] for name in ("articles", "start_up", "warm", "workers"))
    low, mean, high = made["words"]
    per_kb = loaded["spacy_seconds_per_kb"]

    def rate(label: str, name: str) -> str:
        found = loaded[name]
        return f"  {label:44s} {found['ratio']:8.1f} x   {found['articles_per_second']:9.0f} articles/s"

    yield f"{made['incident']} incident articles of {low} to {high} words (mean {mean})"
    yield f"bare {MODEL}: 1.0 x, {loaded['spacy_tokens_per_second']:.0f} tokens/s"
    yield "\nIncident articles, speed against bare spaCy on the same texts"
    ratio = figures["cold_spacy"]["seconds"] / figures["cold"]["seconds"]
    label = f"cold: {made['cold']} articles, loading included"
    yield f"  {label:44s} {ratio:8.1f} x"
    yield rate("warm, articles never read before", "first")
    yield rate("warm, the same articles again", "again")
    yield rate("warm, articles of the corpus as they are", "short")
    each = pair["seconds_per_article"]
    ratio = loaded["spacy_seconds_per_article"] / each
    yield f"  {'two processes, against bare spaCy in one':44s} {ratio:8.1f} x   {1 / each:9.0f} articles/s"
    loop = pair["loop_two_to_one"]
    yield f"  {'two processes against one':44s} {pair['two_to_one']:8.2f} x   (a plain loop: {loop:.2f} x)"
    yield "\nOff-topic articles"
    yield rate("of real length, turned away by the gate", "off_topic")
    yield rate("all of the corpus as they are", "ordinary")
    yield f"  {'turned away, of the corpus as they are':44s} {made['turned_away']:8.0%}"
    yield f"  {'still turned away, of these once joined':44s} {made['turned_away_long']:8.0%}"
    yield "\nMemory (peak, MB)"
    bare = figures["memory_spacy"]["mb"]
    for read, peak in figures["memory"]["peaks"]:
        yield f"  {f'after {read} articles':44s} {peak:8.0f}     {peak / bare:9.2f} of bare spaCy"
    yield f"  {'growth from the first of these to the last':44s} {figures['memory']['growth']:8.1f}"
    yield "\nStart-up (whole process, s)"
    for name, label in (("import", "import extractor"), ("help", "cyberpresse --help"), ("report", "first report")):
        yield f"  {label:44s} {fresh[name]:8.2f}     {fresh[name] / fresh['spacy']:9.2f} of bare spaCy's first document"
    yield f"  {'the interpreter alone':44s} {fresh['interpreter']:8.2f}"
    yield "\nCost against length (ms a KB)"
    for length, each in figures["curve"]["points"]:
        yield f"  {f'{length} KB':44s} {each * 1000:8.2f}     {each / per_kb:9.2f} of bare spaCy"


def main() -> None:
    """Read the options, run, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="few articles, one round: under a minute, rough")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--measure", choices=["prepare", *MEASURES], help=argparse.SUPPRESS)
    parser.add_argument("--texts", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        size = QUICK if options.quick else FULL
        if options.measure == "prepare":
            found = prepare(size, Corpus())
        else:
            found = MEASURES[options.measure](size, Corpus(**json.loads(options.texts.read_text(encoding="utf-8"))))
        print(json.dumps(found))
        return
    figures = run(options.quick, lambda message: print(message, file=sys.stderr, flush=True))
    print(json.dumps(figures, indent=2) if options.json else "\n".join(table(figures)))


if __name__ == "__main__":
    main()
