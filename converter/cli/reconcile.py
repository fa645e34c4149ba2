"""``pregon reconcile --serve [OUTPUT]``."""

from __future__ import annotations

from pathlib import Path

import click

from converter.cli import options
from converter.errors import UsageError


@click.command("reconcile", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("output", required=False, type=click.Path(exists=True, path_type=Path), metavar="[OUTPUT]")
@click.option("--serve", "serving", is_flag=True, help="Run the service until Ctrl-C.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, help="The port; 0 takes a free one.  [8765]")
@click.option("--host", default="127.0.0.1", help="The address to listen at.  [127.0.0.1: this machine only]")
@click.option("--origin", "origins", multiple=True, metavar="URL", help="A web site that may ask, too; * for all.")
@options.authorities("Further authority entries; may be repeated.  [those of pregon.toml]")
def command(
    output: Path | None, serving: bool, port: int, host: str, origins: tuple[str, ...], authorities: tuple[Path, ...]
) -> int:
    """Match the names of a table with OpenRefine, as a reconciliation service (API 0.2).

    Names are matched with the entries of the authority lists and, where OUTPUT is given (a store, or the folder that
    `convert` wrote to), with what its releases name. Other columns count as evidence: date, organization, role, area and
    country. In OpenRefine: Reconcile, Start reconciling, Add standard service, and the address that is printed.

    Only programs on this machine are answered. A web site that a browser shows may ask for the public lists, but not where
    OUTPUT is given, unless --origin names it.
    """
    import os

    from converter.cli import INTERRUPTED
    from converter.reconciliation.catalogue import Catalogue
    from converter.reconciliation.server import Server
    from converter.reconciliation.service import Service
    from converter.settings import Settings

    if not serving:
        raise UsageError("say --serve to run the service; nothing else is done here")
    settings = Settings.load({}, os.environ)
    catalogue = Catalogue.load(output, authorities or settings.authorities, settings.cache)
    allowed = frozenset(origins) | (frozenset() if output or settings.authorities or authorities else {"*"})
    with Server(Service(catalogue), host, port, allowed) as server:
        things = len(catalogue.authorities.entries)
        click.echo(f"{things:,} things at {server.address} (end with Ctrl-C)", err=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("ended", err=True)
    return INTERRUPTED
