"""Work that costs credits, as a window has it done: choose, see what comes and its price, confirm, get a receipt."""
