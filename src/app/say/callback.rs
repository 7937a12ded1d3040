//! 回访, in words.
