//! 会商, in words.
