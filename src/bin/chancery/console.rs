//! The two streams: answers on one, everything else on the other.

use std::io::{self, Write};

use chancery::diagnostic::Diagnostic;
use chancery::render::{Role, Text, render_error};
use chancery::text;

use crate::fit::fitted;
use crate::interrupt::Interrupts;
use crate::paint::{paint, painted};
use crate::surroundings::{Surroundings, When};

/// What standard input is called in messages.
pub(crate) const INPUT: &str = "standard input";

/// Where answers and messages go.
pub(crate) struct Console {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    out_in_colour: bool,
    err_in_colour: bool,
    out_columns: Option<usize>,
    err_columns: Option<usize>,
}

impl Console {
    /// Returns the standard streams.
    pub(crate) fn standard() -> Console {
        Console {
            out: Box::new(io::BufWriter::new(io::stdout())),
            err: Box::new(io::stderr()),
            out_in_colour: false,
            err_in_colour: false,
            out_columns: None,
            err_columns: None,
        }
    }

    /// Decides anew which streams are painted.
    pub(crate) fn choose_colours(&mut self, when: When, around: &Surroundings) {
        self.out_in_colour = around.paints(when, around.seen);
        self.err_in_colour = around.paints(when, around.heard);
    }

    /// Measures anew how wide messages may be, which only terminals limit.
    pub(crate) fn fit(&mut self, wished: Option<usize>, around: &Surroundings) {
        let columns = |is_terminal: bool| is_terminal.then(|| around.width(wished));
        self.out_columns = columns(around.seen);
        self.err_columns = columns(around.heard);
    }

    /// Returns a text as it is written to the answers.
    pub(crate) fn painted(&self, text: &Text) -> String {
        paint(text, self.out_in_colour)
    }

    /// Writes a text to the answers, until somebody presses Ctrl-C.
    pub(crate) fn answer(&mut self, text: &Text, interrupts: &Interrupts) -> io::Result<()> {
        self.data(&self.painted(text), interrupts)
    }

    /// Writes words to the answers as they are, line by line, until somebody presses Ctrl-C.
    pub(crate) fn data(&mut self, words: &str, interrupts: &Interrupts) -> io::Result<()> {
        for line in words.split_inclusive('\n') {
            if interrupts.is_raised() {
                break;
            }
            self.out.write_all(line.as_bytes())?;
        }
        self.out.flush()
    }

    /// Writes bytes to the answers, as they are.
    pub(crate) fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.out.flush()
    }

    /// Writes a line to the messages. A message that nobody can read stops nothing.
    pub(crate) fn note(&mut self, words: &str) {
        let words = match self.err_columns {
            Some(columns) if text::width(words) > columns => text::wrap(words, columns).join("\n"),
            _ => words.to_owned(),
        };
        let line = if self.err_in_colour {
            painted(Role::Hint, &words)
        } else {
            words
        };
        let _ = writeln!(self.err, "{line}");
    }

    /// Writes a text to the messages.
    pub(crate) fn message(&mut self, text: &Text) {
        let fitted = fitted(text, self.err_columns);
        let _ = self
            .err
            .write_all(paint(&fitted, self.err_in_colour).as_bytes());
    }

    /// Writes a fault to the answers, for those who ask for faults.
    pub(crate) fn finding(&mut self, fault: &Diagnostic) -> io::Result<()> {
        let fitted = fitted(&render_error(fault), self.out_columns);
        self.raw(self.painted(&fitted).as_bytes())
    }

    /// Writes faults to the messages.
    pub(crate) fn fault(&mut self, faults: &[Diagnostic]) {
        for fault in faults {
            self.message(&render_error(fault));
        }
    }
}

#[cfg(test)]
impl Console {
    /// Returns streams that write what they get into one shared buffer.
    pub(crate) fn kept(kept: &Kept) -> Console {
        Console {
            out: Box::new(kept.clone()),
            err: Box::new(kept.clone()),
            out_in_colour: false,
            err_in_colour: false,
            out_columns: None,
            err_columns: None,
        }
    }
}

/// A buffer that shares what is written to it with its clones.
#[cfg(test)]
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept(std::rc::Rc<std::cell::RefCell<Vec<u8>>>);

#[cfg(test)]
impl Kept {
    /// Returns what was written since the last call.
    pub(crate) fn take(&self) -> String {
        String::from_utf8(self.0.take()).unwrap()
    }
}

#[cfg(test)]
impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
