"""What people put right: a list beside the output that is applied last on every conversion, and never forgotten."""

from converter.corrections.ledger import append
from converter.corrections.record import Correction, load, make
from converter.corrections.revision import revised

__all__ = ["Correction", "append", "load", "make", "revised"]
