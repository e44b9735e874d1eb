"""Pure measures of text: spans, lines, GSM-7 septets. No language in it."""
