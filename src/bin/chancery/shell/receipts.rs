//! Receipts below answers, in the shape that suits the format around them.

use std::sync::Arc;

use chancery::analysis::Cancel;
use chancery::receipt::Receipt;
use chancery::render::Format;
use chancery::{Error, ErrorKind};

use super::beside::beside;
use super::{Shell, Shown};
use crate::exit::Failure;

/// What stands around the lines of a receipt.
struct Frame {
    /// What parts them from the answer.
    before: &'static str,
    after: &'static str,
}

impl Shell {
    /// Returns the receipt of an answer that is shown as `above`, without colours; nothing if
    /// there is none to be had, which is told.
    pub(super) fn receipt(
        &mut self,
        shown: &Shown,
        above: &str,
        format: Format,
    ) -> Result<Option<String>, Failure> {
        let (chancery, plan) = (shown.chancery.clone(), shown.plan.clone());
        let (answer, cancel) = (Arc::clone(&shown.answer), Cancel::new());
        let flag = cancel.clone();
        let is_stopped = || {
            let is_stopped = self.interrupts.is_raised();
            if is_stopped {
                cancel.stop();
            }
            is_stopped
        };
        // The first receipt reads all data, which may take a while.
        match beside(move || chancery.receipt(&plan, &answer, &flag), is_stopped) {
            Some(Ok(receipt)) => Ok(Some(framed(receipt, above, format))),
            Some(Err(error @ Error::NoReceipt { .. })) => {
                if !self.ways.quiet {
                    self.console.note(&format!("warning: {error}"));
                }
                Ok(None)
            }
            Some(Err(error)) if error.kind() != ErrorKind::Interrupted => Err(error.into()),
            Some(Err(_)) | None => self.stopped(false).map(|()| None),
        }
    }
}

/// Returns a receipt for being printed below `above`.
fn framed(receipt: Receipt, above: &str, format: Format) -> String {
    let Frame { before, after } = frame(format);
    let receipt = receipt.below(&format!("{above}{before}"));
    let text = match format {
        Format::Json | Format::Jsonl => receipt.to_json() + "\n",
        _ => receipt.to_lines(),
    };
    format!("{before}{text}{after}")
}

/// Returns what keeps a receipt from being taken for a part of the answer: in Markdown its lines
/// would be headings.
const fn frame(format: Format) -> Frame {
    let (before, after) = match format {
        Format::Md => ("\n```text\n", "```\n"),
        Format::Table => ("\n", ""),
        _ => ("", ""),
    };
    Frame { before, after }
}
