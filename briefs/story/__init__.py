"""Which articles tell the same story. Pure: no model, no clock, no chance, the same at every run.

    profile_of(brief)           what an article is compared by
    same_story(one, other)      whether two tell the same, if they came within WINDOW of each other
    gist.py                     which facts a story has not told before

A story is what hangs together by such pairs (single linkage), so that it does not matter which article
comes first, and an article that links two stories makes them one.
"""

from briefs.story.likeness import LEAST_NAMES, WINDOW, same_story
from briefs.story.profile import Profile, from_json, profile_of, to_json

__all__ = ["LEAST_NAMES", "WINDOW", "Profile", "from_json", "profile_of", "same_story", "to_json"]
