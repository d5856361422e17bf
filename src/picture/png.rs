//! SVG as PNG.
//!
//! The font comes with the crate (`data/fonts`), so that a picture looks the same on every machine.
//! Letters that it does not have are taken from fonts that the caller brings, or are left out and
//! told.

use std::collections::BTreeSet;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Group, Node, Options, Tree};

use super::look::Picture;

/// The letters of pictures: Noto Sans, with Latin, Greek and Cyrillic.
const FONTS: [&[u8]; 2] = [
    include_bytes!("../../data/fonts/noto-sans-regular.ttf"),
    include_bytes!("../../data/fonts/noto-sans-bold.ttf"),
];

/// How many pixels a picture may have.
const MOST_PIXELS: f64 = 100e6;

/// Why a picture could not be drawn as PNG.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PictureError {
    /// It is for a page, which gives it its colours.
    #[error("a picture for a page has no colours of its own")]
    NoColours,
    /// It has no size, or one that memory does not hold.
    #[error("a picture of {width} × {height} pixels cannot be drawn {scale} times as large")]
    Size {
        /// Its width in pixels.
        width: u32,
        /// Its height in pixels.
        height: u32,
        /// How many times as large it was to be.
        scale: f32,
    },
    /// Its text is no SVG.
    #[error("the picture is no SVG that can be read")]
    Svg {
        /// What is wrong with it.
        source: resvg::usvg::Error,
    },
    /// What was brought as a font is none.
    #[error("font file {number} is no font that can be read")]
    NoFont {
        /// Its place among the fonts, counted from 1.
        number: usize,
    },
    /// It could not be encoded.
    #[error("the picture could not be written as PNG: {why}")]
    Encoding {
        /// What went wrong.
        why: String,
    },
}

/// A picture in pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// The bytes of a PNG file.
    pub png: Vec<u8>,
    /// The letters that no font has, and that are left out.
    pub lacking: BTreeSet<char>,
}

/// Returns a picture as the bytes of a PNG file, `scale` times as large as it says.
///
/// The same picture and scale give the same bytes.
///
/// # Errors
/// [`PictureError::NoColours`] for a picture of [`Theme::Page`](super::Theme::Page);
/// [`PictureError::Size`] unless the result has 1 to 100 million pixels; others if `picture` was
/// changed by hand.
///
/// # Complexity
/// Time and memory O(pixels).
pub fn png(picture: &Picture, scale: f32) -> Result<Vec<u8>, PictureError> {
    Ok(png_with(picture, scale, &[])?.png)
}

/// Does what [`png`] does, with the bytes of further font files, asked in their order for letters
/// outside Latin, Greek and Cyrillic.
///
/// # Errors
/// Those of [`png`], and [`PictureError::NoFont`].
pub fn png_with(picture: &Picture, scale: f32, fonts: &[Vec<u8>]) -> Result<Pixels, PictureError> {
    // A name cannot bring a style sheet along: it is escaped.
    if !picture.svg.contains("<style>") {
        return Err(PictureError::NoColours);
    }
    let mut pixmap = pixmap(picture, scale)?;
    let mut options = Options::default();
    for font in FONTS {
        options.fontdb_mut().load_font_data(font.to_vec());
    }
    for (at, font) in fonts.iter().enumerate() {
        let before = options.fontdb.len();
        options.fontdb_mut().load_font_data(font.clone());
        if options.fontdb.len() == before {
            return Err(PictureError::NoFont { number: at + 1 });
        }
    }
    let tree =
        Tree::from_str(&picture.svg, &options).map_err(|source| PictureError::Svg { source })?;
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixmap.as_mut(),
    );
    let png = pixmap.encode_png();
    let png = png.map_err(|fault| PictureError::Encoding {
        why: fault.to_string(),
    })?;
    let mut lacking = BTreeSet::new();
    gather_lacking(tree.root(), &mut lacking);
    Ok(Pixels { png, lacking })
}

/// Gathers the letters for which there was no font.
fn gather_lacking(group: &Group, lacking: &mut BTreeSet<char>) {
    for node in group.children() {
        match node {
            Node::Group(group) => gather_lacking(group, lacking),
            Node::Text(text) => {
                let spans = text.layouted().iter();
                let glyphs = spans.flat_map(|span| &span.positioned_glyphs);
                // The first glyph of every font stands for what the font does not have.
                let missing = glyphs.filter(|glyph| glyph.id.0 == 0);
                lacking.extend(missing.flat_map(|glyph| glyph.text.chars()));
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

/// Returns an empty sheet of pixels for a picture.
fn pixmap(picture: &Picture, scale: f32) -> Result<Pixmap, PictureError> {
    let (width, height) = (picture.width, picture.height);
    let size = || PictureError::Size {
        width,
        height,
        scale,
    };
    let scaled = |length: u32| (f64::from(length) * f64::from(scale)).round();
    let (across, down) = (scaled(width), scaled(height));
    if !(across >= 1.0 && down >= 1.0 && across * down <= MOST_PIXELS) {
        return Err(size());
    }
    Pixmap::new(across as u32, down as u32).ok_or_else(size)
}

#[cfg(test)]
mod tests {
    use super::{PictureError, png, png_with};
    use crate::picture::{Look, Theme, network, tests::pair};

    #[test]
    fn a_picture_becomes_a_png_of_its_size() {
        let look = Look {
            width: 300,
            theme: Theme::Light,
        };
        let picture = network(&pair("Rwanda", "Қазақстан"), &look);
        let bytes = png(&picture, 2.0).unwrap();
        assert_eq!(bytes[..8], *b"\x89PNG\r\n\x1a\n");
        assert_eq!(bytes[16..20], 600_u32.to_be_bytes());
        assert_eq!(bytes, png(&picture, 2.0).unwrap());
    }

    #[test]
    fn letters_that_no_font_has_are_told() {
        let lacking = |a, b| {
            let picture = network(&pair(a, b), &Look::default());
            png_with(&picture, 1.0, &[]).unwrap().lacking
        };
        assert!(lacking("Rwanda", "Қазақстан, Ελλάδα").is_empty());
        assert!(
            "東京"
                .chars()
                .all(|letter| lacking("a", "東京").contains(&letter))
        );
    }

    #[test]
    fn a_picture_without_colours_or_size_is_refused() {
        let look = Look {
            width: 300,
            theme: Theme::Page,
        };
        let page = network(&pair("a", "b"), &look);
        assert!(matches!(png(&page, 1.0), Err(PictureError::NoColours)));
        let light = network(
            &pair("a", "b"),
            &Look {
                theme: Theme::Light,
                ..look
            },
        );
        for scale in [0.0, -1.0, f32::NAN, f32::INFINITY, 1e6] {
            assert!(
                matches!(png(&light, scale), Err(PictureError::Size { .. })),
                "{scale}"
            );
        }
    }
}
