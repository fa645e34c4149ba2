"""Which thing a mention means: the same one within a release, an entry of the authority lists, or nothing that is known."""
