"""The rules for official sites (measures art. 6-15, 28): what departs from them is a finding, never a fake."""
