"""What is known of official sites: reading lists, comparing them, the rules they keep, the questions they answer."""
