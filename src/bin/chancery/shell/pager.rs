//! The pager: another program that shows what is longer than the screen.

use std::io::{self, ErrorKind, Write};
use std::process::{Command, Stdio};

/// How `less` behaves where nobody has told it: it shows colours, leaves the text on the screen,
/// and ends by itself if one screen is enough.
const LESS: (&str, &str) = ("LESS", "FRX");

/// Shows a text in the pager that `words` start, and waits until it is closed.
///
/// # Errors
/// If the pager cannot be started or does not take the text. Closing it early is no error.
pub(super) fn show(text: &str, words: &[String], has_less: bool) -> io::Result<()> {
    let [program, arguments @ ..] = words else {
        return Err(ErrorKind::NotFound.into());
    };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped());
    if !has_less {
        command.env(LESS.0, LESS.1);
    }
    let mut pager = command.spawn()?;
    // The pipe is closed with the end of the statement, which tells the pager that this is all.
    let written = pager
        .stdin
        .take()
        .map_or(Ok(()), |mut input| input.write_all(text.as_bytes()));
    pager.wait()?;
    written.or_else(|error| match error.kind() {
        ErrorKind::BrokenPipe => Ok(()),
        _ => Err(error),
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::show;

    fn words(line: &str) -> Vec<String> {
        line.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_pager_that_is_missing_is_an_error() {
        assert!(show("text", &words("no-such-pager -X"), true).is_err());
        assert!(show("text", &[], true).is_err());
    }

    #[test]
    fn a_pager_that_is_closed_early_is_none() {
        show(&"text\n".repeat(100_000), &words("true"), false).unwrap();
    }
}
