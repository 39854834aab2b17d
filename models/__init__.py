"""Statistical models: scoring with named weights, the gate before a confirmation, training, and the model card."""
