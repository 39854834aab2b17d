"""Where hostile bytes are opened: a look goes in with bytes, and comes out with page, structure and appearances."""
