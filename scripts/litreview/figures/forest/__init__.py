"""What a forest plot is made of: its options, its lines, their summary, and what readers may ask of it."""
