//! Outlines: the shape of one value with the place of each part and all comments.
//!
//! Knows lists, maps, records and literals; it does not know which fields there should be, nor
//! what a file as a whole looks like.

use super::fault::Fault;
use super::lexer::{Bracket, Comment, Gap, Lexed, Lexer, Token};
use super::literal;
use crate::diagnostic::Span;

/// How deep brackets may stand in brackets.
const MOST_DEPTH: usize = 64;

/// One value and what it is made of.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Where it stands, with its brackets or quotes.
    pub(super) span: Span,
    /// What it is.
    pub(super) shape: Shape,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// A number, an identifier, a letter.
    Word,
    /// A string.
    Text,
    /// A list, a map, or a record with or without a name before it.
    Group(Group),
}

/// The parts of a list, map or record.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// Its brackets.
    pub(super) bracket: Bracket,
    /// The name before the bracket, as in `Some(1)`.
    pub(super) name: Option<Span>,
    /// The comments behind the opening bracket, on its line.
    pub(super) opening: Vec<Comment>,
    /// The parts.
    pub(super) items: Vec<Item>,
    /// The comments before the closing bracket.
    pub(super) closing: Vec<Comment>,
}

/// One part of a list, map or record.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// The comments that stand above it.
    pub(super) leading: Vec<Comment>,
    /// What parts it from the last comment above it, or from the item before.
    pub(super) gap: Gap,
    /// The field's name or the map's key.
    pub(super) key: Option<Key>,
    /// The value.
    pub(super) value: Node,
    /// The comments that stand behind it on its line.
    pub(super) trailing: Vec<Comment>,
}

/// The name of a field or the key of a map entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    /// Where it stands.
    pub(super) span: Span,
    /// Whether it is a string, as the keys of maps are.
    pub(super) quoted: bool,
}

impl Node {
    /// Returns the parts of a list, map or record; other values have none.
    pub(super) fn items(&self) -> &[Item] {
        match &self.shape {
            Shape::Group(group) => &group.items,
            Shape::Word | Shape::Text => &[],
        }
    }

    /// Returns the value of the field or map entry called `name`.
    pub(super) fn field(&self, text: &str, name: &str) -> Option<&Item> {
        self.items()
            .iter()
            .find(|item| item.key.is_some_and(|key| key.name(text) == name))
    }

    /// Returns what the value means, if it is a string.
    pub(super) fn meaning(&self, text: &str) -> Option<String> {
        let literal = text.get(self.span.start..self.span.end)?;
        match self.shape {
            Shape::Text => Some(literal::meaning(literal, 0).ok()?.into_owned()),
            Shape::Word | Shape::Group(_) => None,
        }
    }

    /// Returns the innermost value that begins at `at` or holds the byte before it, with its key.
    pub(super) fn innermost(&self, at: usize) -> Option<&Item> {
        let holds = |item: &&Item| {
            let span = item.value.span;
            span.start == at || (span.start < at && at <= span.end)
        };
        let item = self.items().iter().find(holds)?;
        if item.value.span.start == at {
            return Some(item);
        }
        Some(item.value.innermost(at).unwrap_or(item))
    }
}

impl Key {
    /// Returns the name, or the text of the key without quotes if it has no escapes.
    pub(super) fn name(self, text: &str) -> &str {
        let name = text.get(self.span.start..self.span.end).unwrap_or_default();
        if self.quoted {
            name.trim_matches('"')
        } else {
            name.strip_prefix("r#").unwrap_or(name)
        }
    }
}

/// Reads values, one token ahead.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    lexer: Lexer<'t>,
    ahead: Lexed,
    /// Why the token ahead is none.
    wrong: Option<Fault>,
    /// Where the last token taken ends.
    pub(super) end: usize,
    /// Comments that belong above the next item.
    pending: Vec<Comment>,
    /// Faults that did not keep the value from being read.
    pub(super) faults: Vec<Fault>,
}

impl<'t> Reader<'t> {
    /// Returns a reader that begins at a byte of the text.
    pub(super) fn new(text: &'t str, at: usize) -> Reader<'t> {
        let start = Lexed {
            token: Token::End,
            span: Span::new(at, at),
            comments: Vec::new(),
            gap: Gap::None,
        };
        let mut reader = Reader {
            lexer: Lexer::new(text, at),
            ahead: start,
            wrong: None,
            end: at,
            pending: Vec::new(),
            faults: Vec::new(),
        };
        reader.look_ahead();
        reader
    }

    /// Reads the next token; a wrong one is told only when it is needed, so that what stands
    /// before it stays good.
    fn look_ahead(&mut self) -> Lexed {
        let next = self.lexer.next().unwrap_or_else(|fault| {
            let span = fault.span;
            self.wrong = Some(fault);
            Lexed {
                token: Token::Wrong,
                span,
                comments: Vec::new(),
                gap: Gap::None,
            }
        });
        std::mem::replace(&mut self.ahead, next)
    }

    /// Returns the whole text.
    pub(super) const fn text(&self) -> &'t str {
        self.lexer.text()
    }

    /// Returns how far the text has been looked at.
    pub(super) const fn reach(&self) -> usize {
        self.lexer.reach()
    }

    /// Returns the token ahead.
    pub(super) const fn ahead(&self) -> &Lexed {
        &self.ahead
    }

    /// Takes the token ahead; its comments wait for the next item.
    pub(super) fn take(&mut self) -> Result<Lexed, Fault> {
        if let Some(fault) = &self.wrong {
            return Err(fault.clone());
        }
        let mut taken = self.look_ahead();
        self.pending.append(&mut taken.comments);
        self.end = taken.span.end;
        Ok(taken)
    }

    /// Takes the comments that wait.
    pub(super) fn take_pending(&mut self) -> Vec<Comment> {
        std::mem::take(&mut self.pending)
    }

    /// Takes the comments before the token ahead, and those that wait.
    pub(super) fn take_comments(&mut self) -> Vec<Comment> {
        let mut comments = self.take_pending();
        comments.append(&mut self.ahead.comments);
        comments
    }

    /// Takes the comments that follow the last token on its line, unless more of the line follows.
    pub(super) fn take_same_line(&mut self) -> Vec<Comment> {
        let comments = &mut self.ahead.comments;
        let same = comments
            .iter()
            .take_while(|comment| comment.gap == Gap::None);
        let count = same.count();
        let ends_the_line = count < comments.len()
            || self.ahead.gap > Gap::None
            || matches!(
                self.ahead.token,
                Token::Comma | Token::Close(_) | Token::End
            );
        if ends_the_line {
            comments.drain(..count).collect()
        } else {
            Vec::new()
        }
    }

    /// Reads a list's item, a map's entry or a record's field, up to the comma behind it.
    pub(super) fn item(&mut self, inside: Bracket, depth: usize) -> Result<Item, Fault> {
        let gap = self.ahead.gap;
        self.pending.append(&mut self.ahead.comments);
        let mut key = None;
        let mut value = self.value(depth)?;
        if inside != Bracket::Square && self.ahead.token == Token::Colon {
            key = Some(key_of(&value)?);
            self.take()?;
            value = self.value(depth)?;
        }
        let leading = self.take_pending();
        let trailing = self.take_same_line();
        Ok(Item {
            leading,
            gap,
            key,
            value,
            trailing,
        })
    }

    /// Reads a value.
    fn value(&mut self, depth: usize) -> Result<Node, Fault> {
        let span = self.ahead.span;
        match self.ahead.token {
            Token::Open(bracket) => self.group(bracket, None, depth),
            Token::Text => {
                let literal = self.slice(span);
                if let Err(fault) = literal::meaning(literal, span.start) {
                    self.faults.push(fault);
                }
                self.take()?;
                Ok(Node {
                    span,
                    shape: Shape::Text,
                })
            }
            Token::Word => {
                self.take()?;
                match self.ahead.token {
                    Token::Open(Bracket::Round) => self.group(Bracket::Round, Some(span), depth),
                    _ => Ok(Node {
                        span,
                        shape: Shape::Word,
                    }),
                }
            }
            _ => Err(self.refuse(|found| format!("expected a value, found {found}"))),
        }
    }

    /// Reads a list, map or record.
    fn group(&mut self, bracket: Bracket, name: Option<Span>, depth: usize) -> Result<Node, Fault> {
        let open = self.take()?.span;
        if depth >= MOST_DEPTH {
            let message = format!("brackets stand in brackets, {MOST_DEPTH} deep");
            return Err(Fault::new(open, message));
        }
        let above = self.take_pending();
        let mut group = Group {
            bracket,
            name,
            opening: self.take_same_line(),
            items: Vec::new(),
            closing: Vec::new(),
        };
        while self.ahead.token != Token::Close(bracket) {
            self.expect_item(&group, open)?;
            let mut item = self.item(bracket, depth + 1)?;
            let goes_on = self.comma(&group, &item, open)?;
            item.trailing.append(&mut self.take_same_line());
            group.items.push(item);
            if !goes_on {
                break;
            }
        }
        self.check_keys(&group);
        group.closing = self.take_comments();
        let close = self.take()?.span;
        self.pending = above;
        Ok(Node {
            span: name.unwrap_or(open).to(close),
            shape: Shape::Group(group),
        })
    }

    /// Checks that what comes may be the next item of a group.
    fn expect_item(&self, group: &Group, open: Span) -> Result<(), Fault> {
        let named = group.items.iter().any(|item| item.key.is_some());
        let (fits, wanted) = match group.bracket {
            Bracket::Square => (true, "a value"),
            Bracket::Round => (!named || self.ahead.token == Token::Word, "a field"),
            Bracket::Curly => (self.ahead.token != Token::Word, "a key in quotes"),
        };
        let is_end = matches!(self.ahead.token, Token::Close(_) | Token::End);
        if fits && !is_end {
            return Ok(());
        }
        let close = group.bracket.close();
        let fault = self.refuse(|found| format!("expected {wanted} or `{close}`, found {found}"));
        Err(fault.unclosed(group.bracket.open(), open.start))
    }

    /// Reads the comma behind an item; tells whether more items may follow.
    fn comma(&mut self, group: &Group, item: &Item, open: Span) -> Result<bool, Fault> {
        if self.ahead.token == Token::Comma {
            self.take()?;
            return Ok(true);
        }
        if self.ahead.token == Token::Close(group.bracket) {
            return Ok(false);
        }
        let close = group.bracket.close();
        if self.ahead.token == Token::Colon {
            let message = format!("expected `,` or `{close}` before this");
            let fault = Fault::new(item.value.span, message);
            return Err(fault.unclosed(group.bracket.open(), open.start));
        }
        let fault = self.expected(&format!("`,` or `{close}`"));
        if item.key.is_some() && self.ahead.token == Token::Word && self.ahead.gap > Gap::None {
            // A field on the next line is clear enough to read on.
            self.faults.push(fault);
            return Ok(true);
        }
        if self.slice(item.value.span).contains('\n') && matches!(item.value.shape, Shape::Text) {
            let quote = Fault::new(item.value.span, "this text may lack its closing quote");
            return Err(quote);
        }
        Err(fault.unclosed(group.bracket.open(), open.start))
    }

    /// Notes keys that stand twice in a map, where the later would silently replace the former.
    fn check_keys(&mut self, group: &Group) {
        if group.bracket != Bracket::Curly {
            return;
        }
        let text = self.text();
        let mut seen = std::collections::BTreeSet::new();
        for key in group.items.iter().filter_map(|item| item.key) {
            if !seen.insert(key.name(text)) {
                let message = format!("the key `{}` stands here twice", key.name(text));
                self.faults.push(Fault::new(key.span, message));
            }
        }
    }

    /// Returns the fault that something else was expected: behind the last token if that ended its
    /// line, else at the token ahead.
    pub(super) fn expected(&self, wanted: &str) -> Fault {
        if self.ahead.gap > Gap::None && self.wrong.is_none() {
            let span = Span::new(self.end, self.end);
            return Fault::new(span, format!("expected {wanted} here"));
        }
        self.refuse(|found| format!("expected {wanted}, found {found}"))
    }

    /// Returns the fault that the token ahead is, or that it does not fit.
    pub(super) fn refuse(&self, message: impl FnOnce(String) -> String) -> Fault {
        match &self.wrong {
            Some(fault) => fault.clone(),
            None => Fault::new(self.ahead.span, message(self.found())),
        }
    }

    /// Returns the words for the token ahead.
    pub(super) fn found(&self) -> String {
        match self.ahead.token {
            Token::End => "the end of the file".to_owned(),
            Token::Text => "a text".to_owned(),
            Token::Attribute => "an attribute".to_owned(),
            _ => format!("`{}`", self.slice(self.ahead.span)),
        }
    }

    /// Returns a stretch of the text.
    pub(super) fn slice(&self, span: Span) -> &'t str {
        self.text().get(span.start..span.end).unwrap_or_default()
    }
}

/// Returns the key that a value is, if it can be one.
fn key_of(value: &Node) -> Result<Key, Fault> {
    let quoted = match value.shape {
        Shape::Word => false,
        Shape::Text => true,
        Shape::Group(_) => {
            return Err(Fault::new(
                value.span,
                "a group of values is no name of a field",
            ));
        }
    };
    Ok(Key {
        span: value.span,
        quoted,
    })
}

#[cfg(test)]
mod tests {
    use super::{Item, Reader};
    use crate::files::fault::Fault;
    use crate::files::lexer::Bracket;

    fn item(text: &str) -> Result<Item, Fault> {
        Reader::new(text, 0).item(Bracket::Square, 0)
    }

    fn comments(text: &str, comments: &[super::Comment]) -> Vec<String> {
        let slice =
            |comment: &super::Comment| text[comment.span.start..comment.span.end].to_owned();
        comments.iter().map(slice).collect()
    }

    #[test]
    fn comments_belong_to_what_they_stand_above_or_behind() {
        let text = "( // open\n// above\na: 1, // behind\n/* b */ b: 2 /* c */\n// close\n)";
        let outline = item(text).unwrap();
        let [a, b] = outline.value.items() else {
            panic!("{outline:?}")
        };
        assert_eq!(comments(text, &a.leading), ["// above"]);
        assert_eq!(comments(text, &a.trailing), ["// behind"]);
        assert_eq!(comments(text, &b.leading), ["/* b */"]);
        assert_eq!(comments(text, &b.trailing), ["/* c */"]);
        let super::Shape::Group(group) = &outline.value.shape else {
            panic!("{outline:?}")
        };
        assert_eq!(comments(text, &group.opening), ["// open"]);
        assert_eq!(comments(text, &group.closing), ["// close"]);
    }

    #[test]
    fn values_are_found_by_name_and_by_place() {
        let text = r#"(id: "x", codes: {"a b": [1, 22]})"#;
        let record = item(text).unwrap().value;
        let codes = &record.field(text, "codes").unwrap().value;
        let list = &codes.field(text, "a b").unwrap().value;
        let second = list.items()[1].value.span;
        assert_eq!(&text[second.start..second.end], "22");
        assert_eq!(record.innermost(second.end).unwrap().value.span, second);
        assert_eq!(
            record
                .field(text, "id")
                .unwrap()
                .value
                .meaning(text)
                .unwrap(),
            "x"
        );
    }

    #[test]
    fn brackets_may_stand_in_brackets_up_to_a_limit() {
        let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(item(&nested(64)).is_ok());
        assert!(item(&nested(65)).unwrap_err().message.contains("64 deep"));
        assert!(item(&nested(100_000)).is_err());
    }

    #[test]
    fn a_bracket_without_partner_is_named() {
        for (text, sign) in [("(a: [1, 2)", '['), ("({\"a\": 1)", '{'), ("(a: 1]", '(')] {
            let fault = item(text).unwrap_err();
            assert_eq!(fault.unclosed.unwrap().0, sign, "{text}: {fault:?}");
        }
    }
}
