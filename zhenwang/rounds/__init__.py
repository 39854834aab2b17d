"""The weekly round: official pages captured again, compared with their baselines, and checked against the rules."""
