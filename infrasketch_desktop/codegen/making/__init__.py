"""From a `Project` to files: one maker for each role, and those of the project as a whole."""
