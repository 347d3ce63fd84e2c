"""The way out of the window: choose a picture, see it for nothing, know the price, pay, get the file and a receipt."""
