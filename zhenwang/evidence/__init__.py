"""Evidence: what was seen, fixed so that anybody can check later that nothing has changed."""
