//! Where statements come from: an editor, a pipe or file, or a test.

use std::io::{self, BufRead};

use chancery::Chancery;
use chancery::diagnostic::Diagnostic;
use chancery::query;

use crate::exit::{Exit, Failure};

/// What a source gives next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// Text, complete as far as quotes and brackets tell, and the line it begins on.
    Text {
        /// The text.
        text: String,
        /// The line, counted from 1.
        line: usize,
    },
    /// Ctrl-C; tells whether there was nothing on the line.
    Interrupted {
        /// Whether the line was empty.
        on_empty_line: bool,
    },
    /// Nothing more.
    End,
}

/// A source of statements. The shell does not know which one it has.
pub(crate) trait LineSource {
    /// Returns the next statement; `chancery` is what names are completed from.
    fn next(&mut self, prompt: &str, chancery: &Chancery) -> Result<Input, Failure>;

    /// Returns an answer to a question of the shell. It goes on behind `lead`, the beginning of an
    /// edit, which tells what it is completed from.
    fn ask(&mut self, prompt: &str, _lead: &str, chancery: &Chancery) -> Result<Input, Failure> {
        self.next(prompt, chancery)
    }

    /// Says whether what is typed is painted, for sources that show it.
    fn paint(&mut self, _in_colour: bool) {}

    /// Returns the lines that earlier sessions left, oldest first.
    fn past(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Tells whether a text wants another line. A blank line ends every text, so that a forgotten
/// quote costs one statement and not the rest of the script.
pub(crate) fn wants_more(text: &str) -> bool {
    let blank = text
        .rsplit_once('\n')
        .is_some_and(|(_, last)| last.trim().is_empty());
    !blank && query::is_unfinished(text)
}

/// Reads plain lines: scripts and pipes.
pub(crate) struct Reader<R> {
    from: R,
    name: String,
    line: usize,
}

impl<R: BufRead> Reader<R> {
    /// Returns a reader of what `from` holds, called `name` in messages.
    pub(crate) fn new(from: R, name: impl Into<String>) -> Reader<R> {
        Reader {
            from,
            name: name.into(),
            line: 0,
        }
    }

    /// Returns the next line without its end.
    fn line(&mut self) -> Result<Option<String>, Failure> {
        let mut bytes = Vec::new();
        let read = self.from.read_until(b'\n', &mut bytes);
        read.map_err(|error: io::Error| Failure::file("read", &self.name, &error))?;
        if bytes.is_empty() {
            return Ok(None);
        }
        self.line += 1;
        let line = String::from_utf8(bytes).map_err(|_| self.not_text())?;
        let line = line.strip_suffix('\n').unwrap_or(&line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let line = if self.line == 1 {
            line.trim_start_matches('\u{feff}')
        } else {
            line
        };
        Ok(Some(line.to_owned()))
    }

    fn not_text(&self) -> Failure {
        let fault = Diagnostic::new(format!(
            "line {} of `{}` is not UTF-8",
            self.line, self.name
        ));
        Failure::Fault(Exit::Data, vec![fault])
    }
}

impl<R: BufRead> LineSource for Reader<R> {
    fn next(&mut self, _prompt: &str, _chancery: &Chancery) -> Result<Input, Failure> {
        let Some(mut text) = self.line()? else {
            return Ok(Input::End);
        };
        let line = self.line;
        while wants_more(&text) {
            let Some(more) = self.line()? else { break };
            text.push('\n');
            text.push_str(&more);
        }
        Ok(Input::Text { text, line })
    }
}

/// Says what a test wants to be said.
#[cfg(test)]
#[derive(Debug)]
pub(crate) struct Scripted(pub(crate) std::collections::VecDeque<Input>);

#[cfg(test)]
impl LineSource for Scripted {
    fn next(&mut self, _prompt: &str, _chancery: &Chancery) -> Result<Input, Failure> {
        Ok(self.0.pop_front().unwrap_or(Input::End))
    }
}

#[cfg(test)]
mod tests {
    use chancery::Chancery;

    use super::{Input, LineSource, Reader};
    use crate::exit::{Exit, Failure};

    #[track_caller]
    fn check(script: &[u8], texts: &[(&str, usize)]) {
        let chancery = Chancery::builtin().unwrap();
        let mut reader = Reader::new(script, "script");
        for (text, line) in texts {
            let expected = Input::Text {
                text: (*text).to_owned(),
                line: *line,
            };
            assert_eq!(reader.next("", &chancery).unwrap(), expected);
        }
        assert_eq!(reader.next("", &chancery).unwrap(), Input::End);
    }

    #[test]
    fn the_last_line_needs_no_end() {
        check(b"find a\r\nfind b", &[("find a", 1), ("find b", 2)]);
    }

    #[test]
    fn an_open_quote_continues_on_the_next_line() {
        check(
            b"find \"a\nb\"\nfind c\n",
            &[("find \"a\nb\"", 1), ("find c", 3)],
        );
    }

    #[test]
    fn a_blank_line_ends_a_forgotten_quote() {
        check(b"find \"a\n\nfind b", &[("find \"a\n", 1), ("find b", 3)]);
    }

    #[test]
    fn an_unfinished_last_statement_is_not_lost() {
        check(b"find \"a", &[("find \"a", 1)]);
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_question() {
        check("\u{feff}find a".as_bytes(), &[("find a", 1)]);
    }

    #[test]
    fn bytes_that_are_no_text_are_named_by_their_line() {
        let chancery = Chancery::builtin().unwrap();
        let mut reader = Reader::new(&b"find a\nfind \xff\n"[..], "script");
        reader.next("", &chancery).unwrap();
        let Err(Failure::Fault(Exit::Data, faults)) = reader.next("", &chancery) else {
            panic!("expected a fault");
        };
        assert_eq!(faults[0].message, "line 2 of `script` is not UTF-8");
    }
}
