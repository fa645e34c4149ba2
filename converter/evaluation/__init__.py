"""How well output agrees with what a careful reader annotated; needs nothing but rdflib and the two folders."""
