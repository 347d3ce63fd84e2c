"""One module for each chapter of the design document; each has `write(system)`, which yields generated blocks."""
