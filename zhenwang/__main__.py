"""``python -m zhenwang`` is the ``zhenwang`` command."""

from zhenwang.cli import main

if __name__ == "__main__":
    main()
