"""Dutch as a payment letter needs it: sentences, words, syllables, names, and what the rules look for."""
