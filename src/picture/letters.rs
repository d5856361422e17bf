//! Letters on a picture: how wide they are, where a line breaks, what is cut.
//!
//! Nobody knows with which font a picture will be looked at. Widths are those of the widest of the
//! common ones among [`FAMILIES`], so that what fits by them fits on the screen.

use std::borrow::Cow;

use crate::text;

/// The fonts that are asked for, the first that is there being taken.
pub(super) const FAMILIES: &str =
    "'Noto Sans','Segoe UI','Helvetica Neue',Arial,'Liberation Sans',sans-serif";

/// A size and weight of letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Face {
    /// The size in pixels.
    pub(super) size: f64,
    /// Whether the letters are bold.
    pub(super) bold: bool,
}

impl Face {
    /// Returns plain letters of a size in pixels.
    pub(super) const fn plain(size: f64) -> Face {
        Face { size, bold: false }
    }

    /// Returns bold letters of a size in pixels.
    pub(super) const fn bold(size: f64) -> Face {
        Face { size, bold: true }
    }

    /// Returns how wide a text is, in pixels, as it is shown.
    pub(super) fn width(self, text: &str) -> f64 {
        let text = text::visible(text);
        let thousandths: u32 = text.chars().map(|letter| self.advance(letter)).sum();
        f64::from(thousandths) * self.size / 1000.0
    }

    /// Returns how far one line of text stands from the next, in pixels.
    pub(super) fn line(self) -> f64 {
        (self.size * 1.25).round()
    }

    /// Returns the text cut to a width in pixels, the cut marked by `…`.
    pub(super) fn clip(self, text: &str, room: f64) -> Cow<'_, str> {
        // A cut that ends in `…` never needs more letters than these.
        let most = (room / self.size * 8.0).max(8.0) as usize;
        if text.chars().nth(most).is_none() && self.width(text) <= room {
            return Cow::Borrowed(text);
        }
        let mut left = room - self.width("…");
        let mut cut = String::new();
        for letter in text.chars() {
            left -= self.width(letter.encode_utf8(&mut [0; 4]));
            if left < 0.0 {
                break;
            }
            cut.push(letter);
        }
        cut.truncate(cut.trim_end().len());
        cut.push('…');
        Cow::Owned(cut)
    }

    /// Returns the text in at most so many lines of a width in pixels; what is left of it is cut.
    ///
    /// Lines break at spaces, and behind a `-` or `/`. There is always a line.
    pub(super) fn lines(self, text: &str, room: f64, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() && lines.len() + 1 < most {
            let end = self.end_of_line(rest, room);
            let (line, after) = rest.split_at(end);
            lines.push(self.clip(line.trim(), room).into_owned());
            rest = after.trim_start();
        }
        if !rest.is_empty() || lines.is_empty() {
            lines.push(self.clip(rest, room).into_owned());
        }
        lines
    }

    /// Returns where the first line of a text ends: behind the last part that fits, or behind the
    /// first if none does.
    fn end_of_line(self, text: &str, room: f64) -> usize {
        let mut end = 0;
        let mut used = 0.0;
        for part in text.split_inclusive([' ', '-', '/', '–']) {
            let is_first = end == 0;
            if !is_first && used + self.width(part.trim_end()) > room {
                break;
            }
            used += self.width(part);
            end += part.len();
        }
        end
    }

    /// Returns how far a letter moves the pen, in thousandths of the size.
    fn advance(self, letter: char) -> u32 {
        let table = if self.bold { &BOLD } else { &PLAIN };
        let place = (letter as usize).wrapping_sub(' ' as usize);
        if let Some(advance) = table.get(place) {
            return u32::from(*advance);
        }
        let mean = match text::width(letter.encode_utf8(&mut [0; 4])) {
            0 => return 0,
            1 if letter.is_uppercase() => 760,
            1 if matches!(letter, '\u{2018}'..='\u{201d}' | '·') => 450,
            1 if letter == '…' => 1000,
            1 => 620,
            _ => 1020,
        };
        mean + if self.bold { 40 } else { 0 }
    }
}

/// The advances of the letters from space to `~`, in thousandths of the size: the wider of Noto
/// Sans and Arial.
const PLAIN: [u16; 95] = [
    278, 278, 408, 646, 572, 889, 732, 225, 333, 333, 551, 584, 278, 333, 278, 372, 572, 572, 572,
    572, 572, 572, 572, 572, 572, 572, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 730, 667,
    611, 778, 741, 339, 500, 667, 556, 907, 760, 781, 667, 781, 722, 667, 611, 731, 667, 944, 667,
    667, 611, 329, 372, 329, 572, 556, 333, 561, 615, 500, 615, 564, 344, 615, 618, 258, 258, 534,
    258, 935, 618, 605, 615, 615, 413, 500, 361, 618, 508, 786, 529, 510, 500, 380, 551, 380, 584,
];

/// The same in bold.
const BOLD: [u16; 95] = [
    278, 333, 474, 646, 572, 901, 750, 266, 339, 339, 545, 584, 285, 333, 285, 413, 572, 572, 572,
    572, 572, 572, 572, 572, 572, 572, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 740, 667,
    611, 778, 765, 389, 556, 722, 611, 943, 813, 796, 667, 796, 722, 667, 611, 756, 667, 967, 667,
    667, 611, 333, 413, 333, 584, 556, 362, 604, 633, 556, 633, 591, 387, 633, 657, 305, 305, 620,
    305, 982, 657, 619, 633, 633, 454, 556, 434, 657, 569, 856, 578, 569, 500, 394, 551, 394, 584,
];

#[cfg(test)]
mod tests {
    use super::Face;

    const FACE: Face = Face::plain(12.0);

    #[test]
    fn no_line_is_wider_than_its_room() {
        let names = [
            "Ministry of Foreign Affairs and International Cooperation of Rwanda",
            "Нурсултан Абишевич Назарбаев",
            "東京都東京都東京都東京都東京都",
            "Donaudampfschifffahrtsgesellschaftskapitänsmütze",
            "",
        ];
        for name in names {
            let lines = FACE.lines(name, 110.0, 2);
            assert!((1..=2).contains(&lines.len()), "{lines:?}");
            assert!(
                lines.iter().all(|line| FACE.width(line) <= 110.0),
                "{lines:?}"
            );
        }
    }

    #[test]
    fn what_fits_is_left_alone() {
        assert_eq!(FACE.lines("Paul Kagame", 110.0, 2), ["Paul Kagame"]);
        assert_eq!(
            FACE.lines("Olivier Nduhungirehe", 90.0, 2),
            ["Olivier", "Nduhungirehe"]
        );
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        assert_eq!(FACE.clip("Ministry of Foreign Affairs", 60.0), "Ministry…");
    }

    #[test]
    fn a_very_long_name_is_cut_without_being_measured_whole() {
        let name = "a".repeat(1_000_000);
        assert!(FACE.width(&FACE.clip(&name, 100.0)) <= 100.0);
    }
}
