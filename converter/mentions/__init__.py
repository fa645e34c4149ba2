"""What the text of a release names: people, offices, bodies, places, events, agreements, quantities, sayings, as spans."""
