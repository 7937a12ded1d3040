//! 督办, in words.
