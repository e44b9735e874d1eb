"""What a language is: sentences, words, syllables, names, lexicons. One pack per language."""
