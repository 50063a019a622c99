"""Attacks on the whole, as tables: hostile inputs, processes that are ended at random moments, and what they leave."""
