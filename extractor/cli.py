"""The commands, thin: each reads its options and calls the room that does the work.

Nothing heavy is imported before a command runs, so that ``--help`` and a wrong option answer at
once. Exit status: 0 all well, 1 some inputs failed (each named on standard error, the others done),
2 wrong usage.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    import datetime as dt

    from extractor.reading import ReadingError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Cyber-incident facts from French press articles, with the evidence for each fact.",
)

FAILED = 1


def main() -> None:
    """Entry point of the ``cyberpresse`` command."""
    app(prog_name="cyberpresse")


def _version(wanted: bool) -> None:
    if wanted:
        from extractor import __version__

        typer.echo(f"cyberpresse {__version__}")
        raise typer.Exit


def _day(value: str | None) -> dt.date | None:
    if value is None:
        return None
    import datetime as dt
    import re

    try:
        # fromisoformat also takes week dates and bare digits, which a slip of the hand makes too.
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            raise ValueError
        return dt.date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(
            f"{value!r} is no date; write it as YYYY-MM-DD, for example 2024-03-14", param_hint="--published"
        ) from None


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


@app.command()
def extract(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders, or - for standard input.")],
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="OUT", help="A folder, a file (see --format), or - for standard output."
        ),
    ] = "-",
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="NAME",
            help="json (folder), jsonl, csv, sqlite, stix or webanno; by default what OUT's ending says, "
            "a folder for none, jsonl on standard output.",
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Publication date (YYYY-MM-DD) of every input, whatever it says itself."),
    ] = None,
    pretty: Annotated[bool, typer.Option("--pretty", help="Indent the JSON.")] = False,
) -> None:
    """Extract the incidents of articles, one report per article."""
    day = _day(published)
    from extractor.batch.run import run
    from extractor.writing import WritingError, formats, open_writer

    if format_ is not None and format_ not in formats():
        raise typer.BadParameter(f"{format_!r} is none of {', '.join(sorted(formats()))}", param_hint="--format")
    try:
        writer = open_writer(output, name=format_, pretty=pretty)
    except WritingError as error:
        raise typer.BadParameter(str(error), param_hint="--output") from None
    with writer, _Progress(paths) as progress:

        def write(report: Any) -> None:
            writer.write(report)
            progress.advance()

        def failed(error: ReadingError) -> None:
            progress.say(str(error))
            progress.advance()

        summary = run(paths, write, published=day, failed=failed)
    _say(str(summary))
    if summary.failures:
        raise typer.Exit(FAILED)


@app.command()
def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An article, or - for standard input.")],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Publication date (YYYY-MM-DD), whatever the file says.")
    ] = None,
) -> None:
    """Show one article's incidents as a table, and its text with the evidence marked."""
    day = _day(published)
    from rich.console import Console

    from extractor.batch.run import reports
    from extractor.reading import STDIN, ReadingError, read_path, read_stdin
    from extractor.writing.terminal import show as show_report

    def failed(error: ReadingError) -> None:
        raise error

    console = Console()
    try:
        for article in read_stdin(published=day) if file == STDIN else read_path(file, published=day):
            for report in reports([article], failed=failed):
                show_report(report, article.text, console)
    except ReadingError as error:
        _fail(str(error))


@app.command()
def schema() -> None:
    """Print the JSON Schema of a report."""
    import json

    from extractor.records import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", exists=True, file_okay=False, help="Annotated articles.")],
    errors: Annotated[
        str | None, typer.Option(metavar="FIELD", help="List each wrong fact of a field beside its sentence.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    part: Annotated[str | None, typer.Option(metavar="train|dev|test", help="One part of the corpus only.")] = None,
) -> None:
    """Run the extractor on annotated articles and print precision, recall and F1 by field.

    Intervals are 95 % bootstrap intervals over articles. The relaxed F1 sets status aside for type,
    impact and authority, and takes a date within a week.
    """
    from extractor.evaluation.gold import GoldError
    from extractor.evaluation.run import evaluate as run

    if part not in (None, "train", "dev", "test"):
        raise typer.BadParameter(f"{part!r} is none of train, dev, test", param_hint="--part")
    _check_field(errors)
    try:
        result = run(gold, part=part, errors=errors)  # type: ignore[arg-type]
    except GoldError as error:
        _fail(str(error))
    _print_figures(result, as_json)


@app.command("evaluate-agreement")
def evaluate_agreement(
    first: Annotated[Path, typer.Argument(metavar="DIR_A", exists=True, file_okay=False, help="Read as gold.")],
    second: Annotated[Path, typer.Argument(metavar="DIR_B", exists=True, file_okay=False, help="Read as reports.")],
    errors: Annotated[
        str | None, typer.Option(metavar="FIELD", help="List each difference of a field beside its sentence.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score two annotations of the same articles against each other, with the same scorer."""
    from extractor.evaluation.gold import GoldError
    from extractor.evaluation.run import agreement

    _check_field(errors)
    try:
        result = agreement(first, second, errors=errors)
    except GoldError as error:
        _fail(str(error))
    _print_figures(result, as_json)


@app.command("evaluate-layers")
def evaluate_layers(
    folder: Annotated[
        Path, typer.Argument(metavar="DATA_DIR", exists=True, file_okay=False, help="Test sets of the layers.")
    ] = Path("tests/french/data"),
    phenomena: Annotated[bool, typer.Option(help="One line for each phenomenon too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score the French layers on their own test sets: times, factuality, attribution, organisations."""
    from extractor.evaluation.layers import evaluate_layers as run
    from extractor.evaluation.layers import table

    try:
        scores = run(folder)
    except (OSError, ValueError) as error:
        _fail(str(error))
    if as_json:
        import json

        typer.echo(json.dumps(scores, ensure_ascii=False, indent=2))
        return
    for layer, half, phenomenon, measure, value in table(scores, phenomena=phenomena):
        typer.echo(f"{layer:14s} {half:12s} {phenomenon:24s} {measure:24s} {value}".rstrip())


# -- helpers ---------------------------------------------------------------------------------------


def _check_field(name: str | None) -> None:
    from extractor.evaluation.scoring import FIELDS

    if name is not None and name not in FIELDS:
        raise typer.BadParameter(f"{name!r} is none of: {', '.join(FIELDS)}", param_hint="--errors")


def _print_figures(result: Any, as_json: bool) -> None:
    if as_json:
        import json

        data = result.as_json()
        if result.wrong:
            from dataclasses import asdict

            data["wrong"] = [asdict(wrong) for wrong in result.wrong]
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    typer.echo(result.table())
    for wrong in result.wrong:
        typer.echo(wrong)


def _say(message: str) -> None:
    typer.echo(message, err=True)


def _fail(message: str) -> NoReturn:
    _say(message)
    raise typer.Exit(FAILED)


class _Progress:
    """A progress bar on standard error when that is a terminal; nothing in a pipe."""

    def __init__(self, paths: list[str]) -> None:
        self._bar: Any = None
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            from extractor.reading import STDIN, find_files

            console = Console(stderr=True)
            columns = (TextColumn("articles"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Progress(*columns, console=console, transient=True)
            files = sum(1 if path == STDIN else sum(1 for _ in find_files(path, lambda _: None)) for path in paths)
            self._task = self._bar.add_task("articles", total=files)

    def advance(self) -> None:
        if self._bar is not None:
            self._bar.advance(self._task)

    def say(self, message: str) -> None:
        if self._bar is None:
            _say(message)
        else:
            self._bar.console.print(message, markup=False, highlight=False, soft_wrap=True)

    def __enter__(self) -> _Progress:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *exception: object) -> None:
        if self._bar is not None:
            self._bar.stop()


if __name__ == "__main__":
    main()
