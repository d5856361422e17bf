//! What is asked of a picture, and what comes back.

/// How a picture is to look.
///
/// # Examples
/// ```
/// use chancery::picture::{Look, Theme};
///
/// let look = Look { width: 400, ..Look::default() };
/// assert_eq!(look.theme, Theme::Light);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The width in pixels, at least 240. Letters keep their size: a narrow picture is a high one.
    pub width: u32,
    /// The colours.
    pub theme: Theme,
}

/// The narrowest picture, in pixels.
const NARROWEST: u32 = 240;

/// From which width on a picture is roomy, in pixels.
const ROOMY: f64 = 640.0;

impl Default for Look {
    /// Returns what suits a screen or a page: 1,200 pixels, light.
    fn default() -> Look {
        Look {
            width: 1200,
            theme: Theme::Light,
        }
    }
}

impl Look {
    /// Returns the width that is drawn, in pixels.
    pub(super) fn breadth(self) -> f64 {
        f64::from(self.width.max(NARROWEST))
    }

    /// Tells whether a page embeds it, which has the colours, the heading and the foot line.
    pub(super) fn is_for_page(self) -> bool {
        self.theme == Theme::Page
    }

    /// Tells whether there is little room beside each other.
    pub(super) fn is_narrow(self) -> bool {
        self.breadth() < ROOMY
    }

    /// Returns the empty rim, in pixels.
    pub(super) fn margin(self) -> f64 {
        match (self.theme, self.is_narrow()) {
            (Theme::Page, _) => 4.0,
            (_, true) => 14.0,
            (_, false) => 28.0,
        }
    }
}

/// The colours of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Dark on white, complete in itself.
    Light,
    /// Light on dark, complete in itself.
    Dark,
    /// For a page that embeds it: no ground, heading or foot line, and no colours of its own; the
    /// page has them from [`stylesheet`](super::stylesheet).
    Page,
}

/// A finished picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The picture as SVG: one element, `svg`.
    pub svg: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}
