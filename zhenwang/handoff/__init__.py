"""Handoffs: a confirmed case written up for the authority that acts on it. A case in, bytes out, nothing else."""
