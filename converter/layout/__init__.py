"""From a document to a release: banner, number, dateline, headline, summaries, paragraphs, tail."""

from converter.layout.assemble import understand

__all__ = ["understand"]
