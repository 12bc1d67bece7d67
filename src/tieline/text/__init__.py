"""Strings in, strings out: folding, scripts, pinyin, tokens."""
