//! Words as sentences have them: ids spoken, capitals, numbers with their nouns.

/// Returns the word of a kind, role or status as people say it: `mission opening` for
/// `mission-opening`.
pub fn spoken(word: &str) -> String {
    word.replace('-', " ")
}

/// Returns words with a capital first.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// Returns a number with its noun.
///
/// # Examples
/// ```
/// use chancery::text;
///
/// assert_eq!(text::counted(1, "entity", "entities"), "1 entity");
/// assert_eq!(text::counted(0, "entity", "entities"), "0 entities");
/// ```
pub fn counted(number: u64, one: &str, many: &str) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{number} {noun}")
}

#[cfg(test)]
mod tests {
    use super::{capital, spoken};

    #[test]
    fn words_are_told_as_a_sentence_begins() {
        assert_eq!(capital(&spoken("mission-opening")), "Mission opening");
        assert_eq!(capital("élysée"), "Élysée");
        assert_eq!(capital(""), "");
    }
}
