"""The palette of parts: kinds and technologies to drag onto the canvas or to add by a click."""
