"""Where articles come from: one file a kind of source."""

from briefs.sources.folder import Folder, open_sources
from briefs.sources.source import Source

__all__ = ["Folder", "Source", "open_sources"]
