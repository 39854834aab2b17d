"""What pictures look like: one decode each, perceptual hashes, and what a code in them says. Pure: no I/O."""
