"""The bounds of a run by name: the numbers of bounds.json, filled in when the runner starts."""

limits = {}
