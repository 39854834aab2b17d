"""What is done again and again beside the day's line: silent looks and open cases, and official sites every week."""
