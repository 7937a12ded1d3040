//! 文书, in words.
