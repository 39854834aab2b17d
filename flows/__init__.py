"""Prefect, and only here: when, in what order, how often to retry. What a step does is in ``zhenwang.line``."""
