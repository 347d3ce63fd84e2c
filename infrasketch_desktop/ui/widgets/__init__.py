"""Small widgets that several pages and panels share."""
