"""Reading lists of sites as they come, CSV or workbook: every row accepted, corrected or rejected, with its place."""
