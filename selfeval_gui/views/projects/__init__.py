"""The project list, the workspace, and whole files: new, copied, carried forward, renamed, deleted."""
