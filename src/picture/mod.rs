//! Pictures: a scene as SVG, and SVG as PNG.
//!
//! Three pictures are drawn: the network, the timeline, and chains. The same scene gives the same
//! picture to the byte. The room knows neither questions nor browsers.
//!
//! # Signs
//! Kinds of entity differ by shape and by a colour that colour-blind readers tell apart. What is
//! only possible is dashed, what is planned hollow, what was called off crossed, what nobody has
//! checked dotted.
//!
//! # For pages
//! A picture of [`Theme::Page`] has classes instead of colours, and names what it shows by the
//! places in the scene: `data-actor="3"` on each entity, `data-relations="3 5 9"` on each line and
//! on what stands on it, `data-relation="3"` on each bar and dot of a timeline.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "counts and days become pixels: few, and none below nought where they become counts again"
)]

mod arrange;
mod axis;
mod bundle;
mod chains;
mod chance;
mod figure;
mod ink;
mod lanes;
mod letters;
mod look;
mod marks;
mod mount;
mod network;
#[cfg(feature = "png")]
mod png;
mod sheet;
mod span;
mod spot;
mod spread;
mod stress;
mod stroke;
mod taken;
#[cfg(test)]
mod tests;
mod timeline;
mod words;

pub use chains::chains;
pub use ink::{colours, stylesheet};
pub use look::{Look, Picture, Theme};
pub use network::network;
#[cfg(feature = "png")]
pub use png::{PictureError, Pixels, png, png_with};
pub use timeline::timeline;
