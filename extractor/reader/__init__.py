"""The trained sentence reader: a small convolutional network over words, vectors and lexicon classes."""
