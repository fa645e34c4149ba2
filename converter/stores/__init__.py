"""Where linked data can be asked: an embedded Oxigraph store on disk, or one in memory made from a folder."""

from __future__ import annotations

from converter.stores.oxigraph import Loaded, is_store, load, open_readable, open_writable, releases

__all__ = ["Loaded", "is_store", "load", "open_readable", "open_writable", "releases"]
