//! Dates and windows as questions write them: an EDTF date, or two with `..` between.

use super::error::QueryError;
use super::language::Arg;
use super::lexer::{Token, lex};
use crate::diagnostic::Span;
use crate::edtf::{Edtf, Window};

/// Words that may stand between two dates instead of `..`.
const JOINTS: [&str; 5] = ["..", "to", "-", "–", "—"];

/// Tells whether a word looks like the beginning of a date.
pub(crate) fn begins(word: &str) -> bool {
    let mut letters = word.chars();
    let second = |letter: Option<char>| {
        letter.is_some_and(|letter| letter.is_ascii_digit() || letter == '-')
    };
    match letters.next() {
        Some('0'..='9' | '[' | '{') => true,
        Some('/') => letters
            .next()
            .is_some_and(|next| next.is_ascii_digit() || next == '.'),
        Some('-' | 'Y' | 'y') => second(letters.next()),
        Some('.') => word.starts_with(".."),
        // A qualifier or an unspecified digit may stand first: `?2004-06-11`, `XXXX-12-25`.
        Some('?' | '~' | '%' | 'X') => letters
            .next()
            .is_some_and(|next| next.is_ascii_digit() || next == 'X'),
        _ => false,
    }
}

/// Returns how many of the leading tokens make up a date or, where `arg` allows it, a window.
pub(super) fn extent(tokens: &[Token], arg: Arg) -> usize {
    let mut count = usize::from(!tokens.is_empty());
    if arg == Arg::Moment {
        let has_time = tokens.get(1).is_some_and(|next| is_time(&next.text));
        return count + usize::from(has_time);
    }
    let joins = match arg {
        Arg::Window => is_joint,
        Arg::TwoDates => is_joint_or_and,
        _ => return count,
    };
    while let (Some(last), Some(next)) = (
        count.checked_sub(1).and_then(|at| tokens.get(at)),
        tokens.get(count),
    ) {
        let after = tokens.get(count + 1);
        let goes_on = ends_open(&last.text) && begins(&next.text)
            || next.text.starts_with("..")
            || joins(&next.text) && after.is_some_and(|after| begins(&after.text));
        if !goes_on {
            break;
        }
        count +=
            1 + usize::from(joins(&next.text) && after.is_some_and(|after| begins(&after.text)));
    }
    count
}

/// Tells whether a word is a time of the day behind its day.
fn is_time(word: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_digit() || letter == ':' || letter == 'Z';
    word.contains(':') && word.chars().all(is_part)
}

fn is_joint(word: &str) -> bool {
    JOINTS.iter().any(|joint| word.eq_ignore_ascii_case(joint))
}

/// `and` joins two dates only where two are asked for: elsewhere it may part two names.
fn is_joint_or_and(word: &str) -> bool {
    is_joint(word) || word.eq_ignore_ascii_case("and") || word == "&"
}

/// Tells whether these words are two dates with something between them, or one of them is left out.
pub(super) fn are_two(tokens: &[Token]) -> bool {
    halves(tokens).len() > 1
}

/// Tells whether `..` at the end of a word joins it to the next; `2016/..` is a date of its own.
fn ends_open(word: &str) -> bool {
    word.ends_with("..") && !word.ends_with("/..")
}

/// Returns the date that a stretch of a question is; spaces within a set do not count.
pub(crate) fn date(text: &str, span: Span) -> Result<Edtf, QueryError> {
    let is_set = text.contains(['[', '{']) && text.contains(' ');
    let compact = is_set.then(|| Edtf::parse(&text.replace(' ', "")).ok());
    if let Some(date) = compact.flatten() {
        return Ok(date);
    }
    Edtf::parse(text).map_err(|source| {
        let wrong = source.span();
        QueryError::BadDate {
            span: Span::new(wrong.start, wrong.end).shifted(span.start),
            source,
        }
    })
}

/// Returns the days that a text means behind `during`: an EDTF date, or two joined by `..` or `to`.
///
/// # Errors
/// [`QueryError::BadDate`] for a wrong date, [`QueryError::TurnedWindow`] if no day is left.
///
/// # Examples
/// ```
/// use chancery::query::resolve_window;
///
/// let window = resolve_window("2015..2016-03")?;
/// assert_eq!(window.last().map(|day| day.to_string()).as_deref(), Some("2016-03-31"));
/// # Ok::<(), chancery::query::QueryError>(())
/// ```
pub fn resolve_window(text: &str) -> Result<Window, QueryError> {
    let window = window(&lex(text).tokens)?;
    if window.is_empty() {
        let span = Span::new(0, text.len());
        return Err(QueryError::TurnedWindow { span });
    }
    Ok(window)
}

/// Returns the window between the dates that these tokens hold: `D`, `D..D`, `D..`, `..D`.
pub(super) fn window(tokens: &[Token]) -> Result<Window, QueryError> {
    let halves = halves(tokens);
    match halves.as_slice() {
        [only] => Ok(Window::during(&half(only)?)),
        [(from, _), (to, _)] if from.is_empty() && to.is_empty() => Ok(Window::EVER),
        [(from, _), to] if from.is_empty() => Ok(Window::until(&half(to)?)),
        [from, (to, _)] if to.is_empty() => Ok(Window::since(&half(from)?)),
        [from, to] => Ok(Window::spanning(&half(from)?, &half(to)?)),
        _ => {
            let whole: String = tokens.iter().map(|token| token.text.as_str()).collect();
            let start = tokens.first().map_or(0, |token| token.span.start);
            date(&whole, Span::new(start, start)).map(|date| Window::during(&date))
        }
    }
}

fn half((text, span): &(String, Span)) -> Result<Edtf, QueryError> {
    date(text, *span)
}

/// Returns the texts between the joints, with their places.
fn halves(tokens: &[Token]) -> Vec<(String, Span)> {
    let mut halves = vec![(String::new(), Span::default())];
    for (number, token) in tokens.iter().enumerate() {
        let parts = if number > 0 && is_joint_or_and(&token.text) {
            vec![("", 0), ("", 0)]
        } else {
            split_range(&token.text)
        };
        for (place, (text, at)) in parts.into_iter().enumerate() {
            if place > 0 {
                halves.push((String::new(), Span::default()));
            }
            if let Some((half, span)) = halves.last_mut().filter(|_| !text.is_empty()) {
                half.push_str(text);
                *span = Span::new(0, text.len()).shifted(token.inner + at);
            }
        }
    }
    halves
}

/// Cuts a word at every `..` that stands outside brackets and beside no slash.
fn split_range(word: &str) -> Vec<(&str, usize)> {
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    let bytes = word.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'.' if depth == 0 && is_range(word, at) => {
                parts.push((&word[start..at], start));
                at += 2;
                start = at;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    parts.push((&word[start..], start));
    parts
}

/// Tells whether the two bytes at `at` join two dates, and are not the open end of one.
fn is_range(word: &str, at: usize) -> bool {
    let around = |byte: Option<u8>| byte == Some(b'/');
    let bytes = word.as_bytes();
    let before = at.checked_sub(1).and_then(|at| bytes.get(at).copied());
    bytes.get(at + 1) == Some(&b'.') && !around(before) && !around(bytes.get(at + 2).copied())
}

#[cfg(test)]
mod tests {
    use super::{begins, extent, window};
    use crate::edtf::{Edtf, Window};
    use crate::query::language::Arg;
    use crate::query::lexer::lex;

    fn read(text: &str) -> Window {
        let tokens = lex(text).tokens;
        assert_eq!(extent(&tokens, Arg::Window), tokens.len(), "{text}");
        window(&tokens).unwrap()
    }

    fn date(text: &str) -> Edtf {
        Edtf::parse(text).unwrap()
    }

    #[test]
    fn two_dates_may_be_joined_in_several_ways() {
        let wanted = Window::spanning(&date("2015"), &date("2016-03"));
        for text in [
            "2015..2016-03",
            "2015 .. 2016-03",
            "2015.. 2016-03",
            "2015 ..2016-03",
            "2015 to 2016-03",
            "2015 – 2016-03",
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn either_end_may_be_open() {
        assert_eq!(read("2015.."), Window::since(&date("2015")));
        assert_eq!(read("..2015"), Window::until(&date("2015")));
        assert_eq!(read(".."), Window::EVER);
    }

    #[test]
    fn dots_of_a_date_itself_join_nothing() {
        for text in ["2016/..", "../2016", "[2015..2017]", "[2015, 2016]"] {
            assert_eq!(
                read(text),
                Window::during(&date(&text.replace(' ', ""))),
                "{text}"
            );
        }
        let wanted = Window::spanning(&date("[2014,2015]"), &date("2016/.."));
        assert_eq!(read("[2014,2015] .. 2016/.."), wanted);
    }

    #[test]
    fn a_qualifier_or_an_unspecified_digit_may_begin_a_date() {
        for text in ["?2004-06-~11", "XXXX-12-XX", "~1984", "%X984"] {
            assert!(begins(text), "{text}");
        }
        for text in ["?", "Xi", "X"] {
            assert!(!begins(text), "{text}");
        }
    }

    #[test]
    fn words_are_no_dates() {
        for word in ["yesterday", "March", "Yaoundé", "-x", ".x", "to"] {
            assert!(!begins(word), "{word}");
        }
        for word in [
            "2016", "-0043", "Y12345", "[2016]", "..2016", "/2016", "../2016",
        ] {
            assert!(begins(word), "{word}");
        }
    }

    #[test]
    fn a_wrong_date_is_shown_where_it_is_wrong() {
        let text = "2015 .. 2016-13";
        let fault = window(&lex(text).tokens).unwrap_err();
        assert_eq!(&text[fault.span().start..fault.span().end], "13");
    }
}
