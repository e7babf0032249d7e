"""Who said what.

`unit.py` folds quotations, `candidate.py` makes every possible reading of a cue, `cue.py` says how
often such readings were right, `statement.py` chooses, `speaker.py` names who is cited.
"""

from briefs.extract.attribution.statement import find_statements

__all__ = ["find_statements"]
