"""What the line remembers: tables, the leased queue, cases with their history, and the bytes, by their digest.

Two rules hold everywhere. Bytes are on disk before the row that names them, so that a crash leaves at most an orphan,
never a promise without its proof. And one transaction writes at a time, on SQLite as on PostgreSQL, so that every step
is right for the same reason on both.
"""
