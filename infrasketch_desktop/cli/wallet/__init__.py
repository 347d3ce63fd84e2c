"""`infrasketch wallet`: one module for each action, loaded when it is asked for."""
