"""``pregon evaluate GOLD OUTPUT``."""

from __future__ import annotations

from pathlib import Path

import click

from converter.errors import UsageError


@click.command("evaluate", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="GOLD")
@click.argument("output", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="OUTPUT")
@click.option(
    "-f", "--format", "form", type=click.Choice(["table", "json", "html"]), default="table", help="How to print it.  [table]"
)
@click.option("--errors", is_flag=True, help="List every disagreement, with its place in the text.")
@click.option("--strict", is_flag=True, help="With --errors: those of the strict comparison.")
@click.option("--calibration", is_flag=True, help="Show how often the converter was right for how sure it was.")
def command(gold: Path, output: Path, form: str, errors: bool, strict: bool, calibration: bool) -> None:
    """Compare converted releases with what a careful reader finds in them.

    OUTPUT is the folder that `convert` wrote to. GOLD holds one JSON file for each release, which you write by hand; start
    with ten releases that convert was not tried on. It says what the text says, never what a program printed:

    \b
    {"release": "nota-12.txt", "headline": "...", "kind": "comunicado",
     "number": "12/2019", "date": "2019-03-01", "place": ["Tepic"],
     "publishers": ["Gobierno de Nayarit"], "alternative_headlines": [],
     "paragraphs": 5,
     "people": [{"name": "Ana Ruiz Solís", "aliases": ["Ruiz Solís"],
                 "roles": [{"role": "secretaria de Salud",
                            "organization": "Secretaría de Salud de Nayarit"}]}],
     "organizations": [{"name": "Secretaría de Salud de Nayarit",
                        "aliases": ["Secretaría de Salud", "SSN"]}],
     "places": [], "events": [], "agreements": [],
     "quotes": [{"starts": "Vamos a orientar antes que a", "ends": "ese mismo día",
                 "speaker": "Ana Ruiz Solís"}]}

    List everything once, under its fullest name, with its other forms as `aliases`. Mark with "optional": true what two
    careful readers could disagree on: it neither helps nor harms. null for `kind`, `place`, `publishers` or `paragraphs`
    leaves it unscored; null for `number` or `date` says that the release states none. A quotation is given as `text`, or by
    how it `starts` and `ends`. A wrong key is reported with its place.

    Lenient figures accept any name and ignore case, accents, punctuation and titles in front; strict ones compare the full
    name letter for letter.
    """
    from converter.evaluation import report
    from converter.evaluation.evaluation import evaluate

    if form != "table" and (errors or strict or calibration):
        raise UsageError(f"--errors, --strict and --calibration go with the table; {form} has all of it")
    evaluation = evaluate(gold, output)
    if form == "html":
        from converter.evaluation.page import as_html

        click.echo(as_html(evaluation), nl=False)
        return
    if form == "json":
        click.echo(report.as_json(evaluation), nl=False)
        return
    parts = [report.as_table(evaluation)]
    if calibration:
        parts.append(report.calibration(evaluation.lenient))
    if errors:
        parts.append(report.disagreements(evaluation.strict if strict else evaluation.lenient) or "no disagreement")
    click.echo("\n\n".join(parts))
