"""What is known of official sites: comparing lists, replaying revisions, answering questions, certifying."""
