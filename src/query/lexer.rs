//! Words, quotations and separators, each with its place in the text.
//!
//! Reading never fails: what is left open is noted, so that completion and highlighting can work
//! on half a question. Knows marks only: no verb, no clause, no name.

use crate::diagnostic::Span;

/// What sort of thing a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A word as written, or a date in brackets.
    Word,
    /// Words in quotation marks; the text is without the marks.
    Quoted,
    /// Several words that are known to be one name, joined by the reader.
    Known,
    /// A comma.
    Comma,
    /// The end of a question: a line break or a semicolon.
    End,
}

/// A piece of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) form: Form,
    pub(crate) text: String,
    pub(crate) span: Span,
    /// Where the text begins, behind an opening mark.
    pub(crate) inner: usize,
}

impl Token {
    /// Tells whether the token parts two items of a list by a word: `and`, `or`, `&`.
    pub(crate) fn is_and(&self) -> bool {
        self.form == Form::Word
            && ["and", "or", "&"]
                .iter()
                .any(|word| self.text.eq_ignore_ascii_case(word))
    }
}

/// Something that was opened and not closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Open {
    /// A quotation, opened by this mark.
    Quote(Span, char),
    /// A bracket of a set of dates.
    Bracket(Span, char),
    /// A line that ends with a backslash.
    Line,
}

/// A text cut into tokens.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Lexed {
    pub(crate) tokens: Vec<Token>,
    pub(crate) comments: Vec<Span>,
    pub(crate) open: Option<Open>,
}

/// Cuts a text into tokens. O(length).
pub(crate) fn lex(text: &str) -> Lexed {
    let mut lexer = Lexer {
        text,
        at: 0,
        lexed: Lexed::default(),
    };
    while let Some(letter) = lexer.peek() {
        lexer.step(letter);
    }
    lexer.lexed
}

/// Returns the marks that close a quotation opened by `mark`.
const fn closing(mark: char) -> Option<&'static [char]> {
    Some(match mark {
        '"' => &['"'],
        '“' => &['”', '“', '"'],
        '„' => &['“', '”', '"'],
        '«' => &['»'],
        '\'' => &['\''],
        '‘' => &['’', '\''],
        _ => return None,
    })
}

/// Tells whether a mark is also an apostrophe, so that only a word's end can close a quotation.
const fn is_apostrophe(mark: char) -> bool {
    matches!(mark, '\'' | '’')
}

/// Tells whether a letter is a comma of some script.
const fn is_comma(letter: char) -> bool {
    matches!(letter, ',' | '，' | '、' | '،')
}

/// Tells whether no word goes on over this letter.
fn parts_words(letter: char) -> bool {
    letter.is_whitespace() || is_comma(letter) || letter == ';'
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    lexed: Lexed,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Returns the letter after the next one.
    fn second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    fn push(&mut self, form: Form, text: String, start: usize) {
        let span = Span::new(start, self.at);
        let mark = self.text.get(start..).and_then(|rest| rest.chars().next());
        let skipped = match form {
            Form::Quoted => mark.map_or(0, char::len_utf8),
            _ => 0,
        };
        self.lexed.tokens.push(Token {
            form,
            text,
            span,
            inner: start + skipped,
        });
    }

    /// Reads one token, comment or space that begins with `letter`.
    fn step(&mut self, letter: char) {
        let start = self.at;
        match letter {
            '\n' | ';' => {
                self.at += 1;
                self.push(Form::End, letter.to_string(), start);
            }
            '\\' if self.ends_line() => self.join_lines(),
            '#' => self.comment(),
            '-' if self.rest().starts_with("--") => self.comment(),
            _ if letter.is_whitespace() => self.at += letter.len_utf8(),
            _ if is_comma(letter) => {
                self.at += letter.len_utf8();
                self.push(Form::Comma, letter.to_string(), start);
            }
            _ => match closing(letter) {
                Some(closing) => self.quotation(letter, closing),
                None => self.word(),
            },
        }
    }

    /// Tells whether the backslash here is the last thing on its line.
    fn ends_line(&self) -> bool {
        let after = self.rest().get(1..).unwrap_or_default();
        after
            .trim_start_matches([' ', '\t', '\r'])
            .chars()
            .next()
            .is_none_or(|next| next == '\n')
    }

    /// Skips a backslash with the line's end behind it.
    fn join_lines(&mut self) {
        if let Some(newline) = self.rest().find('\n') {
            self.at += newline + 1;
        } else {
            self.at = self.text.len();
            self.lexed.open = Some(Open::Line);
        }
    }

    fn comment(&mut self) {
        let start = self.at;
        let length = self.rest().find('\n').unwrap_or(self.rest().len());
        self.at += length;
        self.lexed.comments.push(Span::new(start, self.at));
    }

    fn quotation(&mut self, mark: char, closing: &[char]) {
        let start = self.at;
        self.at += mark.len_utf8();
        let mut content = String::new();
        while let Some(letter) = self.peek() {
            let next = self.second();
            if letter == '\\' && next.is_some_and(|next| next == '\\' || closing.contains(&next)) {
                content.extend(next);
                self.at += 1 + next.map_or(0, char::len_utf8);
                continue;
            }
            self.at += letter.len_utf8();
            let ends = !is_apostrophe(letter) || next.is_none_or(parts_words);
            if closing.contains(&letter) && ends {
                return self.push(Form::Quoted, content, start);
            }
            content.push(letter);
        }
        let span = Span::new(start, start + mark.len_utf8());
        self.lexed.open = Some(Open::Quote(span, mark));
        self.push(Form::Quoted, content, start);
    }

    fn word(&mut self) {
        let start = self.at;
        while let Some(letter) = self.peek() {
            let before = self.text.get(start..self.at).unwrap_or_default();
            let may_open = before.is_empty() || before.ends_with("..") || before.ends_with('/');
            if may_open && (letter == '[' || letter == '{') {
                self.bracket(letter);
                continue;
            }
            if parts_words(letter) || (letter == '\\' && self.ends_line()) {
                break;
            }
            self.at += letter.len_utf8();
        }
        let text = self.text.get(start..self.at).unwrap_or_default().to_owned();
        self.push(Form::Word, text, start);
    }

    /// Reads on to the bracket that closes the one here, over commas and spaces.
    fn bracket(&mut self, opening: char) {
        let start = self.at;
        let closing = if opening == '[' { ']' } else { '}' };
        if let Some(length) = self.rest().find(closing) {
            self.at += length + 1;
        } else {
            self.at = self.text.len();
            let open = Open::Bracket(Span::new(start, start + 1), opening);
            self.lexed.open = Some(open);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, Open, lex};

    #[track_caller]
    fn check(text: &str, words: &[&str]) {
        let lexed = lex(text);
        let found: Vec<&str> = lexed
            .tokens
            .iter()
            .map(|token| token.text.as_str())
            .collect();
        assert_eq!(found, words, "{text}");
    }

    #[test]
    fn words_are_parted_by_spaces_and_commas() {
        check(
            "common Russia,Kazakhstan , ASAN",
            &["common", "Russia", ",", "Kazakhstan", ",", "ASAN"],
        );
    }

    #[test]
    fn quotations_of_every_sort_lose_their_marks() {
        for text in ["\"a b\"", "“a b”", "‘a b’", "«a b»", "'a b'", "„a b“"] {
            check(text, &["a b"]);
            assert_eq!(lex(text).tokens[0].form, Form::Quoted);
        }
    }

    #[test]
    fn an_apostrophe_inside_a_word_opens_nothing() {
        check(
            "Côte d'Ivoire N’Djamena",
            &["Côte", "d'Ivoire", "N’Djamena"],
        );
        check("'Côte d'Ivoire' x", &["Côte d'Ivoire", "x"]);
    }

    #[test]
    fn a_set_of_dates_is_one_word() {
        check(
            "during [2024-11, 2024-12]..2025",
            &["during", "[2024-11, 2024-12]..2025"],
        );
    }

    #[test]
    fn a_comment_runs_to_the_end_of_its_line() {
        check(
            "show rwanda # who\nwhy 1 -- x",
            &["show", "rwanda", "\n", "why", "1"],
        );
        check("a#b c--d", &["a#b", "c--d"]);
    }

    #[test]
    fn a_backslash_joins_two_lines() {
        check("show \\\nrwanda", &["show", "rwanda"]);
        assert_eq!(lex("show \\").open, Some(Open::Line));
    }

    #[test]
    fn a_mark_in_a_quotation_may_be_escaped() {
        check(r#""a \"b\" c""#, &[r#"a "b" c"#]);
    }

    #[test]
    fn what_is_left_open_is_told() {
        assert!(matches!(lex("find “x").open, Some(Open::Quote(_, '“'))));
        assert!(matches!(
            lex("during [2024").open,
            Some(Open::Bracket(_, '['))
        ));
        assert_eq!(lex("find x").open, None);
    }
}
