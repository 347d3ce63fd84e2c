"""InfraSketch Desktop: words to architecture diagrams, refined by hand, on the architect's own machine."""
