"""Pages and feeds as strangers wrote them, read in a process of their own: `python -m briefs.sources.parser`.

Nothing here is imported by the program itself; briefs/sources/child.py starts it.
"""
