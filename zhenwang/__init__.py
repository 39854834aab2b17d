"""Zhenwang 甄网: finds sites that pass themselves off as government sites."""
