//! Text as people write it: folded for comparison, measured for columns, made safe for terminals.
//!
//! Knows letters and widths; it does not know entities, questions or colours.

mod fold;
mod nearest;
mod show;

pub use fold::{fold, latin, words};
pub use nearest::{distance, nearest, nearest_several};
pub use show::{clip, longest_word, pad, visible, width, wrap};
