//! Transcripts: what is typed, and what the shell says to it, file by file.
//!
//! A line that begins with the prompt is typed; the lines below it are the reply, answers and
//! messages alike. With `CHANCERY_UPDATE_SCRIPTS=1` the files are written anew instead of compared.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;

use crate::program::{Program, here};

const PROMPT: &str = "chancery> ";
const CONTINUED: &str = "       -> ";

/// Returns what is typed in a transcript.
fn typed(transcript: &str) -> String {
    let typed = |line: &str| {
        let line = line
            .strip_prefix(PROMPT)
            .or_else(|| line.strip_prefix(CONTINUED))?;
        Some(format!("{line}\n"))
    };
    transcript.lines().filter_map(typed).collect()
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
        if std::env::var_os("CHANCERY_UPDATE_SCRIPTS").is_some() {
            fs::write(&path, said).unwrap();
        } else {
            assert_eq!(said, transcript, "{} shows something else", path.display());
        }
    }
    assert!(transcripts >= 5, "only {transcripts} transcripts");
}
