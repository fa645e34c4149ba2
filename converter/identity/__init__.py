"""Who is the same person or body in several releases, of those that no authority list knows; in doubt, nobody is."""

from converter.identity.judging import Judgement, Reason, Verdict
from converter.identity.profiles import Profile, read_profiles
from converter.identity.resolving import Resolution, resolve

__all__ = ["Judgement", "Profile", "Reason", "Resolution", "Verdict", "read_profiles", "resolve"]
