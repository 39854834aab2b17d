"""What touches a suspect's network: one guarded client, and the visits made with it."""
