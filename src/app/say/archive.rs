//! 归档, in words.
