"""The name index: given a host, which official sites does it resemble, by which rule, how surprisingly. Pure."""
