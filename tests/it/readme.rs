//! Every command shown in README and docs is run, and prints what stands below it.
//!
//! A fenced block marked `console` holds commands (`$ chancery …`) and what they print; one marked
//! `chancery` holds lines typed into the shell, all in one session, and what it answers. With
//! `CHANCERY_UPDATE_DOCS=1` the blocks are written anew instead of compared.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns README and all pages of `docs`, in order.
fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> = docs
        .filter(|path| path.extension().is_some_and(|kind| kind == "md"))
        .collect();
    pages.sort();
    pages.insert(0, root.join("README.md"));
    pages
}

/// Returns what a command prints on standard output and, below it, on standard error.
fn run(command: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_chancery"));
    let path = format!(
        "{}:{}",
        program.parent().unwrap().display(),
        std::env::var("PATH").unwrap()
    );
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("CHANCERY_AUTHOR", "anna")
        .env("SOURCE_DATE_EPOCH", "1795354000")
        .env("PATH", path)
        .env("LC_ALL", "C.UTF-8")
        .env_remove("NO_COLOR")
        .env_remove("COLUMNS")
        .output()
        .unwrap();
    let streams = [output.stdout, output.stderr];
    streams
        .iter()
        .map(|stream| String::from_utf8_lossy(stream).into_owned())
        .collect()
}

/// The pages whose commands write files: they are run one after the other in an empty folder, by
/// anna at one moment of 22 November 2026.
const WRITE: [&str; 3] = ["databases.md", "exchange.md", "showing.md"];

/// What stands before a line that somebody types.
const PROMPTS: [(&str, &str); 2] = [("```console", "$ "), ("```chancery", "chancery> ")];

/// Returns what the shell shows for lines typed one after another.
fn converse(lines: &[&str], folder: &Path) -> String {
    let lines: Vec<String> = lines
        .iter()
        .map(|line| format!("'{}'", line.replace('\'', r"'\''")))
        .collect();
    let options = "--echo --no-bail --no-init --format table --width 92";
    let lines = lines.join(" ");
    let command = format!("printf '%s\\n' {lines} | chancery {options} 2>&1");
    run(&command, folder)
}

/// Returns the block with what is printed now, without its fences.
fn renewed_block(fence: &str, block: &[&str], folder: &Path) -> Option<(String, usize)> {
    let (_, prompt) = PROMPTS.into_iter().find(|(opening, _)| *opening == fence)?;
    let typed: Vec<&str> = block
        .iter()
        .filter_map(|line| line.strip_prefix(prompt))
        .collect();
    let renewed = match prompt {
        "$ " => typed
            .iter()
            .flat_map(|line| [format!("$ {line}\n"), run(line, folder)])
            .collect(),
        _ => converse(&typed, folder),
    };
    Some((renewed, typed.len()))
}

/// Returns the page with the output of every command as it is now, and the number of commands.
fn renewed(page: &str, folder: &Path) -> (String, usize) {
    let (mut renewed, mut commands) = (String::new(), 0);
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        renewed.push_str(line);
        renewed.push('\n');
        if !PROMPTS.iter().any(|(opening, _)| *opening == line) {
            continue;
        }
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if let Some((text, number)) = renewed_block(line, &block, folder) {
            commands += number;
            renewed.push_str(&text);
            renewed.push_str("```\n");
        }
    }
    (renewed, commands)
}

#[test]
fn every_command_prints_what_the_page_shows() {
    let mut commands = 0;
    for path in pages() {
        let page = fs::read_to_string(&path).unwrap();
        let empty = tempfile::tempdir().unwrap();
        let folder = if WRITE.iter().any(|page| path.ends_with(page)) {
            empty.path()
        } else {
            Path::new(env!("CARGO_MANIFEST_DIR"))
        };
        let (renewed, number) = renewed(&page, folder);
        commands += number;
        if std::env::var_os("CHANCERY_UPDATE_DOCS").is_some() {
            fs::write(&path, renewed).unwrap();
        } else {
            assert_eq!(page, renewed, "{} shows something else", path.display());
        }
    }
    assert!(commands >= 10, "only {commands} commands are shown");
}
