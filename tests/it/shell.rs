//! Transcripts: what is typed, and what the shell says to it, file by file.
//!
//! A line that begins with the prompt is typed; the lines below it are the reply, answers and
//! messages alike. With `CHANCERY_UPDATE_SCRIPTS=1` the files are written anew instead of compared.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;

use crate::program::{Program, here};

/// What a prompt begins with; clocks may stand behind it.
const PROMPT: &str = "chancery";
/// What a prompt ends with.
const SIGN: &str = "> ";
const CONTINUED: &str = "       -> ";
/// What stands before the digits of a digest.
const DIGEST: &str = "sha256:";

/// Returns what is typed in a transcript.
fn typed(transcript: &str) -> String {
    let typed = |line: &str| {
        let behind_prompt = || Some(line.strip_prefix(PROMPT)?.split_once(SIGN)?.1);
        let line = behind_prompt().or_else(|| line.strip_prefix(CONTINUED))?;
        Some(format!("{line}\n"))
    };
    transcript.lines().filter_map(typed).collect()
}

/// Returns a transcript without the digests in it, which every change of a kind changes.
fn masked(said: &str) -> String {
    let mut masked = String::new();
    let mut rest = said;
    while let Some((before, behind)) = rest.split_once(DIGEST) {
        let digits = behind.find(|letter: char| !letter.is_ascii_hexdigit());
        masked.extend([before, DIGEST, "…"]);
        rest = &behind[digits.unwrap_or(behind.len())..];
    }
    masked + rest
}

#[test]
fn the_shell_says_what_the_transcripts_show() {
    let world = fs::read_to_string(here("tests/scripts/world.ron")).unwrap();
    let mut transcripts = 0;
    for entry in fs::read_dir(here("tests/scripts")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        transcripts += 1;
        let transcript = fs::read_to_string(&path).unwrap();
        let program = Program::new(&["world.ron", "--echo", "--no-bail", "--width", "100", "-"]);
        let (said, _) = program
            .file("world.ron", &world)
            .input(typed(&transcript))
            .run_together();
        let said = masked(&said);
        if std::env::var_os("CHANCERY_UPDATE_SCRIPTS").is_some() {
            fs::write(&path, said).unwrap();
        } else {
            assert_eq!(said, transcript, "{} shows something else", path.display());
        }
    }
    assert!(transcripts >= 5, "only {transcripts} transcripts");
}
