"""Pure measures of text: spans, lines, GSM-7 septets, words without accents. No language in it."""
