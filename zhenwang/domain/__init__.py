"""The words of the line as frozen dataclasses, and the rules that hold between them. Nothing here does I/O."""
