//! Words of RON: brackets, signs, literals, and the comments between them, with their places.
//!
//! Cuts a text into tokens and loses nothing on the way. It does not know what the tokens mean
//! together, nor whether a number is a number: decoding is the business of `ron`.

use crate::diagnostic::Span;

use super::fault::Fault;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// One of `(`, `[`, `{`.
    Open(Bracket),
    /// One of `)`, `]`, `}`.
    Close(Bracket),
    /// A comma.
    Comma,
    /// A colon.
    Colon,
    /// A string, plain or raw, with its quotes.
    Text,
    /// An identifier, a number, or whatever else has no spaces in it.
    Word,
    /// `#![enable(…)]` or its like at the head of a file.
    Attribute,
    /// The end of the text.
    End,
    /// What is no token at all; the reader keeps the fault.
    Wrong,
}

/// A pair of brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    /// `(` and `)`.
    Round,
    /// `[` and `]`.
    Square,
    /// `{` and `}`.
    Curly,
}

impl Bracket {
    /// Returns the opening sign.
    pub(super) const fn open(self) -> char {
        match self {
            Bracket::Round => '(',
            Bracket::Square => '[',
            Bracket::Curly => '{',
        }
    }

    /// Returns the closing sign.
    pub(super) const fn close(self) -> char {
        match self {
            Bracket::Round => ')',
            Bracket::Square => ']',
            Bracket::Curly => '}',
        }
    }
}

/// One comment, with its signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Comment {
    /// Where it stands; a line comment ends before the end of its line.
    pub(super) span: Span,
    /// Whether it runs to the end of its line.
    pub(super) to_line_end: bool,
    /// How it stands to what comes before it.
    pub(super) gap: Gap,
}

/// What parts a token or comment from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Both stand on one line.
    None,
    /// The later one begins a line.
    Line,
    /// At least one empty line lies between them.
    Empty,
}

/// A token with what stands before it.
#[derive(Debug, Clone)]
pub(super) struct Lexed {
    /// What it is.
    pub(super) token: Token,
    /// Where it stands.
    pub(super) span: Span,
    /// The comments since the last token.
    pub(super) comments: Vec<Comment>,
    /// What parts it from the last comment or token.
    pub(super) gap: Gap,
}

/// Reads tokens from a text, one after the other.
#[derive(Debug, Clone)]
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
    /// Whether an end was looked for, and not found, in all the rest of the text.
    searched: bool,
}

impl<'t> Lexer<'t> {
    /// Returns a lexer that begins at a byte of the text.
    pub(super) const fn new(text: &'t str, at: usize) -> Lexer<'t> {
        Lexer {
            text,
            at,
            searched: false,
        }
    }

    /// Returns how far the text has been looked at.
    pub(super) const fn reach(&self) -> usize {
        if self.searched {
            self.text.len()
        } else {
            self.at
        }
    }

    /// Returns the whole text.
    pub(super) const fn text(&self) -> &'t str {
        self.text
    }

    /// Returns what has not been read yet.
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Reads the next token with the comments before it.
    pub(super) fn next(&mut self) -> Result<Lexed, Fault> {
        let mut comments = Vec::new();
        let mut gap = self.skip_space();
        while let Some(comment) = self.comment(gap)? {
            comments.push(comment);
            gap = self.skip_space();
        }
        let start = self.at;
        let token = self.token()?;
        Ok(Lexed {
            token,
            span: Span::new(start, self.at),
            comments,
            gap,
        })
    }

    /// Skips white space and tells how many line ends were in it, roughly.
    fn skip_space(&mut self) -> Gap {
        let rest = self.rest();
        let space = rest.find(|letter| !is_space(letter)).unwrap_or(rest.len());
        let newlines = rest[..space].bytes().filter(|byte| *byte == b'\n').count();
        self.at += space;
        match newlines {
            0 => Gap::None,
            1 => Gap::Line,
            _ => Gap::Empty,
        }
    }

    /// Reads a comment if one begins here.
    fn comment(&mut self, gap: Gap) -> Result<Option<Comment>, Fault> {
        let start = self.at;
        let rest = self.rest();
        let to_line_end = rest.starts_with("//");
        let length = if to_line_end {
            let line = rest.find('\n').unwrap_or(rest.len());
            rest[..line].trim_end().len()
        } else if rest.starts_with("/*") {
            block_comment(rest).ok_or_else(|| {
                self.searched = true;
                Fault::new(Span::new(start, start + 2), "this comment is not closed")
                    .help("a comment that begins with `/*` ends with `*/`")
            })?
        } else {
            return Ok(None);
        };
        self.at += length;
        Ok(Some(Comment {
            span: Span::new(start, self.at),
            to_line_end,
            gap,
        }))
    }

    /// Reads the token that begins here, after spaces and comments.
    fn token(&mut self) -> Result<Token, Fault> {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return Ok(Token::End);
        };
        let (token, length) = match first {
            '(' => (Token::Open(Bracket::Round), 1),
            '[' => (Token::Open(Bracket::Square), 1),
            '{' => (Token::Open(Bracket::Curly), 1),
            ')' => (Token::Close(Bracket::Round), 1),
            ']' => (Token::Close(Bracket::Square), 1),
            '}' => (Token::Close(Bracket::Curly), 1),
            ',' => (Token::Comma, 1),
            ':' => (Token::Colon, 1),
            '#' if rest.starts_with("#!") => (Token::Attribute, self.attribute()?),
            '"' => (Token::Text, self.closed(plain_text(rest))?),
            'r' if raw_hashes(rest).is_some() => (Token::Text, self.closed(raw_text(rest))?),
            '\'' => (Token::Word, quoted_letter(rest).unwrap_or(1)),
            _ => (Token::Word, self.word(first)?),
        };
        self.at += length;
        Ok(token)
    }

    /// Returns the length of a string, or the fault that it has no end.
    fn closed(&mut self, length: Option<usize>) -> Result<usize, Fault> {
        self.searched |= length.is_none();
        length.ok_or_else(|| {
            Fault::new(
                Span::new(self.at, self.at + 1),
                "this text has no closing quote",
            )
        })
    }

    /// Returns the length of an attribute.
    fn attribute(&mut self) -> Result<usize, Fault> {
        let end = self.rest().find(']').map(|end| end + 1);
        self.searched |= end.is_none();
        end.ok_or_else(|| {
            let span = Span::new(self.at, self.at + 2);
            Fault::new(span, "this attribute is not closed")
                .help("an attribute is written `#![enable(implicit_some)]`")
        })
    }

    /// Returns the length of an identifier or number.
    fn word(&self, first: char) -> Result<usize, Fault> {
        let rest = self.rest();
        let prefix = if rest.starts_with("r#") { 2 } else { 0 };
        let tail = &rest[prefix..];
        let length = prefix
            + tail
                .find(|letter| !is_word_letter(letter))
                .unwrap_or(tail.len());
        if length > 0 {
            return Ok(length);
        }
        let span = Span::new(self.at, self.at + first.len_utf8());
        let fault = Fault::new(span, format!("the sign `{first}` has no meaning here"));
        Err(match first {
            '“' | '”' | '„' | '‟' | '«' | '»' => {
                fault.help("text stands between straight quotes `\"`")
            }
            _ => fault,
        })
    }
}

/// Tells whether RON counts a letter as white space, or as the mark of its encoding.
const fn is_space(letter: char) -> bool {
    matches!(
        letter,
        ' ' | '\t'
            ..='\r' | '\u{85}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{feff}'
    )
}

/// Tells whether a letter may stand in an identifier, also a raw one, or in a number.
fn is_word_letter(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '.' | '+' | '-')
}

/// Returns the length of the block comment, with those within it, that a text begins with.
fn block_comment(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(pair) = bytes.get(at..at + 2) {
        match pair {
            b"/*" => depth += 1,
            b"*/" => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// Returns the length of the string in plain quotes that a text begins with.
fn plain_text(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// Returns how many hashes a raw string has that a text begins with, if it begins with one.
pub(super) fn raw_hashes(text: &str) -> Option<usize> {
    let tail = text.strip_prefix('r')?;
    let hashes = tail.bytes().take_while(|byte| *byte == b'#').count();
    tail[hashes..].starts_with('"').then_some(hashes)
}

/// Returns the length of the raw string that a text begins with.
fn raw_text(text: &str) -> Option<usize> {
    let hashes = raw_hashes(text)?;
    let start = hashes + 2;
    let ending = format!("\"{}", "#".repeat(hashes));
    let length = text[start..].find(&ending)?;
    Some(start + length + ending.len())
}

/// Returns the length of the letter in single quotes that a text begins with.
fn quoted_letter(text: &str) -> Option<usize> {
    let mut letters = text.char_indices().skip(1);
    let (_, letter) = letters.next()?;
    if letter == '\\' {
        letters.next();
    }
    letters
        .take(10)
        .find(|(_, letter)| *letter == '\'')
        .map(|(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::{Gap, Lexer, Token};

    #[track_caller]
    fn words(text: &str) -> Vec<&str> {
        let mut lexer = Lexer::new(text, 0);
        let mut words = Vec::new();
        loop {
            let next = lexer.next().unwrap();
            words.extend(
                next.comments
                    .iter()
                    .map(|comment| &text[comment.span.start..comment.span.end]),
            );
            if next.token == Token::End {
                return words;
            }
            words.push(&text[next.span.start..next.span.end]);
        }
    }

    #[test]
    fn strings_hide_brackets_and_comments() {
        assert_eq!(
            words(r#"("a)\"//b",5)"#),
            ["(", r#""a)\"//b""#, ",", "5", ")"]
        );
        assert_eq!(words(r##"r#"a"b"# r"c""##), [r##"r#"a"b"#"##, r#"r"c""#]);
    }

    #[test]
    fn block_comments_may_hold_block_comments() {
        assert_eq!(words("/* a /* b */ c */ d"), ["/* a /* b */ c */", "d"]);
        assert_eq!(words("/*/ a */ b"), ["/*/ a */", "b"]);
    }

    #[test]
    fn a_line_comment_ends_before_the_spaces_at_its_end() {
        assert_eq!(words("// a  \r\n-5.0e+3"), ["// a", "-5.0e+3"]);
    }

    #[test]
    fn what_never_ends_is_told_where_it_begins() {
        for (text, start) in [
            ("(\"abc", 1),
            ("[ /* abc", 2),
            ("r#\"abc\"", 0),
            ("#![a", 0),
        ] {
            let mut lexer = Lexer::new(text, 0);
            let fault = loop {
                if let Err(fault) = lexer.next() {
                    break fault;
                }
            };
            assert_eq!(fault.span.start, start, "{text}");
        }
    }

    #[test]
    fn empty_lines_are_seen() {
        let mut lexer = Lexer::new("a\n\n// b\nc d", 0);
        lexer.next().unwrap();
        let next = lexer.next().unwrap();
        assert_eq!((next.comments[0].gap, next.gap), (Gap::Empty, Gap::Line));
        assert_eq!(lexer.next().unwrap().gap, Gap::None);
    }
}
