"""Authority lists: what is known of organisations, posts, people, places and tenures before a release is read."""

from converter.authorities.authorities import Authorities
from converter.authorities.entries import Entry, LabelMatch, Tenure

__all__ = ["Authorities", "Entry", "LabelMatch", "Tenure"]
