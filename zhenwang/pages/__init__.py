"""What a page shows: zones, forms, links, marks, names, structure. Pure: bytes or a page in, findings out."""
