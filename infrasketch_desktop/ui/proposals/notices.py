"""The keys of messages about proposals: a message replaces the one before it that has the same key."""

REFUSED = "proposal"
WAITING = "waiting-proposal"
