//! Colours: the only place that knows escape sequences.

use chancery::render::{Role, Text};

/// What ends a colour.
const PLAIN: &str = "\x1b[0m";
/// What clears the screen and moves the cursor to its beginning.
pub(crate) const CLEARED: &str = "\x1b[H\x1b[2J";

/// Returns the words of a text, with colours if asked for.
pub(crate) fn paint(text: &Text, in_colour: bool) -> String {
    if !in_colour {
        return text.plain();
    }
    text.pieces()
        .map(|(role, words)| painted(role, words))
        .collect()
}

/// Returns words in the colour of their role. No colour crosses the end of a line, so that a pager
/// or a resized terminal does not smear it.
pub(crate) fn painted(role: Role, words: &str) -> String {
    let Some(colour) = colour(role) else {
        return words.to_owned();
    };
    words
        .split_inclusive('\n')
        .map(|line| {
            let (line, end) = line
                .strip_suffix('\n')
                .map_or((line, ""), |line| (line, "\n"));
            if line.is_empty() {
                end.to_owned()
            } else {
                format!("{colour}{line}{PLAIN}{end}")
            }
        })
        .collect()
}

/// Returns the sequence that begins the colour of a role; the eight basic colours only, which every
/// terminal lets its user choose.
const fn colour(role: Role) -> Option<&'static str> {
    match role {
        Role::Heading => Some("\x1b[1m"),
        Role::Entity => Some("\x1b[36m"),
        Role::Date => Some("\x1b[32m"),
        Role::Kind => Some("\x1b[35m"),
        Role::Status | Role::Certainty => Some("\x1b[33m"),
        Role::Fault | Role::Caret => Some("\x1b[1;31m"),
        Role::Place => Some("\x1b[34m"),
        Role::Hint => Some("\x1b[2m"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use chancery::render::{Role, Text};

    use super::paint;

    #[test]
    fn a_colour_ends_where_its_words_end() {
        let text = Text::of(Role::Entity, "Kagame").with(Role::Plain, " met");
        assert_eq!(paint(&text, true), "\x1b[36mKagame\x1b[0m met");
        assert_eq!(paint(&text, false), "Kagame met");
    }
}
