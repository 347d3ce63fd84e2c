"""Two states of a diagram side by side in one picture: what came, what changed and what went between two versions."""
