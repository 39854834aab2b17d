"""What makes Chinese text comparable: scripts, pinyin, noise, fingerprints. Pure: no I/O."""
