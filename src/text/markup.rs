//! Text on its way into HTML and XML: letters that mean something there become references.

use std::borrow::Cow;

/// Returns `text` as HTML and XML write it, in elements and in quoted attributes.
///
/// Characters that XML does not allow at all stay as they are; see [`visible`](super::visible).
///
/// # Examples
/// ```
/// use chancery::text;
///
/// assert_eq!(text::for_markup("<b> & \"c\""), "&lt;b&gt; &amp; &quot;c&quot;");
/// ```
pub fn for_markup(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|letter| reference(letter).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match reference(letter) {
            Some(reference) => safe.push_str(reference),
            None => safe.push(letter),
        }
    }
    Cow::Owned(safe)
}

/// Returns the reference for a letter that means something to HTML and XML; nothing for others.
pub const fn reference(letter: char) -> Option<&'static str> {
    Some(match letter {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::for_markup;

    #[test]
    fn text_ends_neither_an_element_nor_an_attribute() {
        assert_eq!(for_markup("Côte d'Ivoire"), "Côte d&#39;Ivoire");
        assert_eq!(for_markup("\"></p>&amp;"), "&quot;&gt;&lt;/p&gt;&amp;amp;");
    }
}
