"""Dutch as a payment letter needs it: sentences, words, syllables, forms of address, what the rules look for."""
