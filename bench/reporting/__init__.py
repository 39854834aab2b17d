"""What the intake is measured against, and how it is asked."""
