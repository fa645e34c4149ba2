"""Spanish as data: words, dates, numbers and sentences, from the tables of ``ontology/language``. Knows no release."""
