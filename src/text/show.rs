//! Text on its way to a screen: width in columns, clipping, wrapping, control characters made visible.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Returns how many columns a terminal needs for `text`; control characters count one each.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(visible(text).as_ref())
}

/// Returns `text` with every character that could steer a terminal replaced by a symbol.
///
/// Control characters become their Unicode pictures (`␛` for escape). Bidirectional controls and
/// all else that Unicode lets a reader ignore become `�`, but for variation selectors, which only
/// choose the shape of the letter before them. Line breaks and tabs count as control characters.
///
/// Names written from right to left are not isolated: the signs for that are steering characters
/// themselves, which many terminals show as boxes and every copy of the text would carry along. A
/// terminal that turns such names may therefore show the signs beside them turned as well.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(steers) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|letter| {
                if steers(letter) {
                    picture(letter)
                } else {
                    letter
                }
            })
            .collect(),
    )
}

/// Tells whether a character moves the cursor, changes direction or hides.
pub fn steers(letter: char) -> bool {
    letter.is_control() || is_ignorable(letter) && !selects_shape(letter)
}

/// Tells whether Unicode lets a reader ignore the character (`Default_Ignorable_Code_Point`), or
/// parts lines by it. All characters that change direction are among them.
const fn is_ignorable(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Tells whether the character chooses the shape of the letter before it (`Variation_Selector`).
const fn selects_shape(letter: char) -> bool {
    matches!(letter,
        '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Returns the symbol that stands for a steering character.
fn picture(letter: char) -> char {
    match u32::from(letter) {
        code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or('\u{fffd}'),
        0x7f => '\u{2421}',
        _ => '\u{fffd}',
    }
}

/// Returns `text` cut to `columns`, the cut marked by `…`.
pub fn clip(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    if columns == 0 {
        return Cow::Borrowed("");
    }
    let mut end = 0;
    let mut used = 0;
    for letter in text.chars() {
        used += letter.width().unwrap_or(1);
        if used >= columns {
            break;
        }
        end += letter.len_utf8();
    }
    // Letters together may be wider than one by one: a selector makes an emoji of a sign.
    while width(&text[..end]) >= columns {
        end = start_of_last_letter(&text[..end]);
    }
    Cow::Owned(format!("{}…", &text[..end]))
}

/// Returns where the last letter of `text` begins.
fn start_of_last_letter(text: &str) -> usize {
    text.char_indices()
        .next_back()
        .map_or(0, |(start, _)| start)
}

/// Returns `text` followed by as many spaces as fill `columns`.
pub fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(missing))
}

/// Returns how many columns the longest part of `text` needs that [`wrap`] should not break: parts
/// end at spaces, and behind a `/` or `-`.
pub fn longest_word(text: &str) -> usize {
    let words = text.split_whitespace();
    let parts = words.flat_map(|word| word.split_inclusive(['/', '-']));
    parts.map(width).max().unwrap_or_default()
}

/// Returns `text` in lines of at most `columns`, broken at spaces; a longer word is broken behind
/// a `/`, `..`, `-` or `_` where that fills a third of the line, else anywhere.
///
/// There is always at least one line. Zero columns count as one.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        push_word(&mut lines, word, columns);
    }
    lines
}

/// Appends a word to the last line, or to as many new lines as it needs.
fn push_word(lines: &mut Vec<String>, word: &str, columns: usize) {
    let used = lines.last().map_or(0, |line| width(line));
    let gap = usize::from(used > 0);
    if used + gap + width(word) <= columns {
        if let Some(line) = lines.last_mut() {
            line.push_str(if gap == 1 { " " } else { "" });
            line.push_str(word);
        }
        return;
    }
    if used > 0 {
        lines.push(String::new());
    }
    for letter in word.chars() {
        // The line is measured as a whole: a selector behind a letter may make it wider.
        let Some(line) = lines.last_mut() else { return };
        let before = line.len();
        line.push(letter);
        if before > 0 && width(line) > columns {
            line.truncate(before);
            let mut rest = line.split_off(end_of_part(line));
            rest.push(letter);
            lines.push(rest);
        }
    }
}

/// Returns where a line too long is best broken: behind its last `/`, else behind the `..` of a
/// set of dates, else behind its last `-` or `_`, else at its end.
fn end_of_part(line: &str) -> usize {
    let behind = |sign: &str| line.rfind(sign).map(|at| at + sign.len());
    let fills = |end: &usize| *end >= line.len() / 3;
    let signs = ["/", "..", "-", "_"];
    let mut ends = signs.into_iter().filter_map(behind).filter(fills);
    ends.next().unwrap_or(line.len())
}

#[cfg(test)]
mod tests {
    use super::{clip, longest_word, pad, visible, width, wrap};

    #[test]
    fn an_escape_sequence_cannot_reach_a_terminal() {
        assert_eq!(visible("\u{1b}[31mred\u{7}"), "␛[31mred␇");
        assert_eq!(visible("a\u{202e}b"), "a\u{fffd}b");
    }

    #[test]
    fn no_sign_that_changes_direction_is_let_through() {
        let isolates = ('\u{2066}'..='\u{2069}').chain('\u{202a}'..='\u{202e}');
        for sign in isolates.chain(['\u{61c}', '\u{200e}', '\u{200f}']) {
            assert_eq!(visible(&sign.to_string()), "\u{fffd}", "{sign:?}");
        }
    }

    #[test]
    fn a_letter_without_width_is_a_mark_or_made_visible() {
        // Marks belong to the letter before them; what else takes no room hides.
        let hidden = [
            "\u{ad}",
            "\u{34f}",
            "\u{3164}",
            "\u{fff9}",
            "\u{1d173}",
            "\u{e0fff}",
        ];
        assert!(hidden.iter().all(|sign| visible(sign) == "\u{fffd}"));
        assert_eq!(
            visible("e\u{301} ❤\u{fe0f} 葛\u{e0100}"),
            "e\u{301} ❤\u{fe0f} 葛\u{e0100}"
        );
    }

    #[test]
    fn the_longest_word_ends_where_a_line_may() {
        assert_eq!(
            longest_word("establishment-of-relations, 2025-12-19/.."),
            14
        );
        assert_eq!(longest_word(""), 0);
    }

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(
            visible("Нур-Султан"),
            std::borrow::Cow::Borrowed(_)
        ));
    }

    #[test]
    fn wide_letters_take_two_columns() {
        assert_eq!(width("東京"), 4);
        assert_eq!(clip("東京都", 5), "東京…");
        assert_eq!(pad("東京", 6), "東京  ");
    }

    #[test]
    fn a_selector_that_widens_its_letter_is_measured_with_it() {
        let hearts = "❤\u{fe0f}".repeat(5);
        assert_eq!(width(&hearts), 10);
        assert!(width(&clip(&hearts, 5)) <= 5);
        assert!(wrap(&hearts, 5).iter().all(|line| width(line) <= 5));
    }

    #[test]
    fn a_long_word_is_broken_behind_its_parts() {
        assert_eq!(
            wrap("establishment-of-relations", 20),
            ["establishment-of-", "relations"]
        );
        assert_eq!(
            wrap("2025-12-19/2025-12-20", 18),
            ["2025-12-19/", "2025-12-20"]
        );
        assert_eq!(
            wrap("[2022-06-22..2024-02-03]", 18),
            ["[2022-06-22..", "2024-02-03]"]
        );
        assert_eq!(wrap("-aaaaaaaaaa", 6), ["-aaaaa", "aaaaa"]);
    }

    #[test]
    fn lines_are_never_wider_than_asked() {
        let lines = wrap("memorandum of understanding internationalisation", 12);
        assert!(lines.iter().all(|line| width(line) <= 12), "{lines:?}");
        assert_eq!(
            lines.concat().replace(' ', ""),
            "memorandumofunderstandinginternationalisation"
        );
    }
}
