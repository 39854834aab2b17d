"""Zhenwang 甄网: finds sites that pass themselves off as government sites."""

__version__ = "0.1.0"
