"""The pictures and tables of evidence that a page asks for, and the values that its prose takes from the data.

A module in `litreview.figures.kinds` registers one figure; `guide/figures/NAME.md` describes it.
"""
