"""What makes Chinese page text comparable, and what a page says of itself: zones, marks, names. Pure: no I/O."""
