//! Text as people write it: folded for comparison, measured for columns, made safe for terminals and
//! markup.
//!
//! Knows letters and widths; it does not know entities, questions or colours.

mod fold;
mod markup;
mod nearest;
mod say;
mod show;

pub use fold::{fold, latin, slug, words};
pub use markup::{for_markup, reference};
pub use nearest::{distance, nearest, nearest_several};
pub use say::{capital, counted, spoken};
pub use show::{clip, longest_word, pad, steers, visible, width, wrap};
