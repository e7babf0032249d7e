"""Cards made from briefs, one file a kind."""
