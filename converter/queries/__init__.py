"""The questions that come with Pregón, in SPARQL, and how a question is asked and its answer printed."""
