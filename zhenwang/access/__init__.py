"""How somebody proves who they are: passwords, the identity provider's tokens, and how often one may try."""
