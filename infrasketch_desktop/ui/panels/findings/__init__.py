"""What a reviewer would ask of the open diagram: a list, the reason for each, and fixes one click away."""
