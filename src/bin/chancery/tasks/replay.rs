//! `replay`: receipts in saved files, asked again and compared.

use std::fs;
use std::path::{Path, PathBuf};

use chancery::diagnostic::Diagnostic;
use chancery::receipt::{self, Digest, Found};
use chancery::render::{Role, Text};
use chancery::{Chancery, Replay, Verdict};

use super::input;
use crate::console::{Console, INPUT};
use crate::exit::{Exit, Failure};
use crate::interrupt::{Interrupts, Manner};

/// What is said of a receipt that is as it was made, but not the lines above it.
const TEXT_DIFFERS: &str = "text differs";
/// What is said of a receipt that is not as it was made.
const DAMAGED: &str = "damaged";

/// Asks the questions of all receipts in files again. What differs is its answer.
pub(super) fn run(
    paths: &[PathBuf],
    chancery: &Chancery,
    quiet: bool,
    console: &mut Console,
) -> Result<Exit, Failure> {
    let interrupts = Interrupts::listen(Manner::Script);
    let (mut agreed, mut differed) = (0, 0);
    for path in paths {
        let name = name(path);
        let found = receipt::find(&load(path)?);
        if found.is_empty() {
            let fault = Diagnostic::new(format!("there is no receipt in `{name}`"));
            let help = "`chancery -c QUESTION --receipt > FILE` saves an answer with its receipt";
            return Err(Failure::Fault(Exit::Data, vec![fault.help(help)]));
        }
        for one in &found {
            let finding = finding(one, chancery, &interrupts)?;
            *(if finding.agrees() {
                &mut agreed
            } else {
                &mut differed
            }) += 1;
            console.answer(&finding.line(&name, one.line), &interrupts)?;
        }
    }
    if !quiet {
        console.note(&summary(agreed, differed));
    }
    Ok(if differed == 0 {
        Exit::Answered
    } else {
        Exit::Found
    })
}

/// Returns what a file is called in messages.
fn name(path: &Path) -> String {
    match path.to_str() {
        Some("-") => INPUT.to_owned(),
        _ => path.display().to_string(),
    }
}

/// Returns the text of a file; bytes that are no text cannot be a part of a receipt.
fn load(path: &Path) -> Result<String, Failure> {
    if path.as_os_str() == "-" {
        return input();
    }
    let bytes = fs::read(path);
    let bytes = bytes.map_err(|error| Failure::file("read", &name(path), &error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Returns how many receipts agree and how many do not.
fn summary(agreed: usize, differed: usize) -> String {
    match (agreed, differed) {
        (1, 0) => "the receipt agrees".to_owned(),
        (all, 0) => format!("all {all} receipts agree"),
        (0, 1) => "the receipt does not agree".to_owned(),
        (agreed, differed) => format!("{differed} of {} receipts do not agree", agreed + differed),
    }
}

/// What is said of one receipt.
struct Finding {
    verdict: &'static str,
    question: String,
    /// What else there is to say, in parentheses.
    remarks: Vec<String>,
}

impl Finding {
    fn agrees(&self) -> bool {
        self.verdict == Verdict::Agrees.words()
    }

    /// Returns the finding on one line.
    fn line(&self, file: &str, line: usize) -> Text {
        let role = if self.agrees() {
            Role::Plain
        } else {
            Role::Fault
        };
        let mut text = Text::of(role, self.verdict);
        text.push(Role::Plain, ": ");
        text.push(Role::Place, &format!("{file}:{line}"));
        if !self.question.is_empty() {
            text.push(Role::Plain, &format!(": {}", self.question));
        }
        if !self.remarks.is_empty() {
            text.push(Role::Hint, &format!(" ({})", self.remarks.join("; ")));
        }
        text.end_line();
        text
    }
}

/// Asks the question of a receipt again, unless it is no longer as it was made.
fn finding(
    found: &Found,
    chancery: &Chancery,
    interrupts: &Interrupts,
) -> Result<Finding, Failure> {
    let receipt = match &found.receipt {
        Ok(receipt) => receipt,
        Err(error) => {
            return Ok(Finding {
                verdict: DAMAGED,
                question: String::new(),
                remarks: vec![error.to_string()],
            });
        }
    };
    let replay = chancery.replay(receipt, interrupts.cancel())?;
    let mut finding = Finding {
        verdict: replay.verdict().words(),
        question: receipt.question.clone(),
        remarks: remarks(&replay),
    };
    if !found.keeps_text {
        let lines = receipt.text.map_or(0, |text| text.lines);
        finding.remarks.push(match lines {
            1 => "the line above is not the one that was printed".to_owned(),
            many => format!("the {many} lines above are not those that were printed"),
        });
        if finding.agrees() {
            finding.verdict = TEXT_DIFFERS;
        }
    }
    Ok(finding)
}

/// Returns what differs, in words.
fn remarks(replay: &Replay) -> Vec<String> {
    let changed = |what: &str, before: Digest, now: Digest| {
        format!("{what} {}, now {}", before.short(), now.short())
    };
    let (receipt, mut remarks) = (&replay.receipt, Vec::new());
    match &replay.answer {
        Err(fault) => remarks.push(fault.message.clone()),
        Ok(answer) if *answer != receipt.answer => {
            remarks.push(changed("answer", receipt.answer, *answer));
        }
        Ok(_) => {}
    }
    if replay.has_same_data() {
        if replay.verdict() == Verdict::AnswerDiffers {
            remarks.push("the data are the same".to_owned());
        }
    } else {
        remarks.push(changed("data", receipt.data, replay.data));
        if replay.has_same_answer() {
            remarks.push("the answer is the same".to_owned());
        }
    }
    if !replay.has_same_version() {
        remarks.push(format!(
            "version {}, now {}",
            receipt.version, replay.version
        ));
    }
    remarks
}
