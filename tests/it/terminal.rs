//! The shell at a real terminal: Tab, history, Ctrl-C, Ctrl-D.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed; a terminal is a matter of time"
)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use rexpect::process::WaitStatus;
use rexpect::session::{Options, PtySession, spawn_with_options};

use crate::cli::{HARD, crowd};
use crate::importing::crowd as people;
use crate::program::{bare, here};

/// How long a reply may take on a busy machine.
const PATIENCE: u64 = 60_000;

fn options() -> Options {
    Options::new()
        .timeout_ms(Some(PATIENCE))
        .strip_ansi_escape_codes(true)
}

/// Starts the shell in a home folder and waits for its prompt.
fn start(home: &Path, words: &[&str]) -> PtySession {
    let mut command = bare(home);
    command
        .args(words)
        .env("TERM", "xterm")
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1");
    let mut shell = spawn_with_options(command, options()).unwrap();
    shell.exp_string("chancery> ").unwrap();
    shell
}

/// Returns a text as rexpect reads it, byte by byte.
fn as_read(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

/// Returns what the shell says up to its end, after Ctrl-D.
fn leave(mut shell: PtySession) -> String {
    shell.send_control('d').unwrap();
    let said = shell.exp_eof().unwrap();
    let status = shell.process().wait();
    assert!(matches!(status, Ok(WaitStatus::Exited(_, 0))), "{said}");
    said
}

#[test]
fn a_newcomer_learns_what_to_type() {
    let home = tempfile::tempdir().unwrap();
    let mut command = bare(home.path());
    command.env("TERM", "xterm").env("NO_COLOR", "1");
    let mut shell = spawn_with_options(command, options()).unwrap();
    let screen = shell.exp_string("chancery> ").unwrap();
    for part in [
        "entities",
        "show Kagame",
        "timeline Kagame with Kazakhstan",
        "help",
        "Ctrl-D",
    ] {
        assert!(screen.contains(part), "{part}: {screen}");
    }
    leave(shell);
}

#[test]
fn tab_completes_commands_and_names_in_any_script() {
    let home = tempfile::tempdir().unwrap();
    fs::copy(
        here("tests/scripts/world.ron"),
        home.path().join("world.ron"),
    )
    .unwrap();
    let mut shell = start(home.path(), &["-q", "world.ron"]);
    for (typed, completed, reply) in [
        ("hist\t", "history", "1  history"),
        ("timeline ahv\t", "Ahvenanmaa", "foreign minister"),
        ("timeline Анна б\t", "Анна Берг", "working visit"),
    ] {
        shell.send(typed).unwrap();
        shell.flush().unwrap();
        shell.exp_string(&as_read(completed)).unwrap();
        shell.send_line("").unwrap();
        shell.exp_string(reply).unwrap();
    }
    leave(shell);
}

#[test]
fn the_prompt_shows_the_clocks() {
    let home = tempfile::tempdir().unwrap();
    let mut shell = start(home.path(), &["-q", "--no-init", "--width", "100"]);
    for (typed, prompt) in [
        ("set as of 2024-02-03", "chancery [as of 2024-02-03]> "),
        (
            "set known by 2025-05-27",
            "chancery [as of 2024-02-03 · known by 2025-05-27]> ",
        ),
        ("set width 60", "[of 2024-02-03 · by 2025-05-27]> "),
        ("set ascii on", "[of 2024-02-03, by 2025-05-27]> "),
        ("set clocks off", "chancery> "),
    ] {
        shell.send_line(typed).unwrap();
        shell.exp_string(&as_read(&format!("\r{prompt}"))).unwrap();
    }
    shell.send("set kno\t").unwrap();
    shell.flush().unwrap();
    shell.exp_string("known by ").unwrap();
    shell.send_line("2024").unwrap();
    shell.exp_string("\rchancery [known by 2024]> ").unwrap();
    leave(shell);
}

#[test]
fn ctrl_c_stops_a_question_and_keeps_the_session() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("crowd.ron"), crowd()).unwrap();
    let mut shell = start(home.path(), &["-q", "--no-init", "crowd.ron"]);
    shell.send_line("count by kind").unwrap();
    shell.exp_string("chancery> ").unwrap();
    shell.send_line(HARD).unwrap();
    // Long enough for the question to run, and without a sign to wait for in a quiet shell.
    std::thread::sleep(Duration::from_millis(500));
    let pressed = Instant::now();
    shell.send_control('c').unwrap();
    shell.exp_string("stopped").unwrap();
    let took = pressed.elapsed();
    assert!(took < Duration::from_secs(2), "{took:?}");
    shell.exp_string("chancery> ").unwrap();
    shell.send_line("last csv").unwrap();
    shell.exp_string("meeting,").unwrap();
    leave(shell);
}

#[test]
fn ctrl_c_ends_a_script() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("crowd.ron"), crowd()).unwrap();
    let mut command = bare(home.path());
    command.args(["crowd.ron", "-c", "count by kind", "-c", HARD]);
    let mut program = spawn_with_options(command, options()).unwrap();
    program.exp_string("meeting").unwrap();
    std::thread::sleep(Duration::from_millis(200));
    program.send_control('c').unwrap();
    program.exp_eof().unwrap();
    let status = program.process().wait();
    assert!(
        matches!(status, Ok(WaitStatus::Exited(_, 130))),
        "{status:?}"
    );
}

#[test]
fn ctrl_c_drops_a_line_and_tells_how_to_leave() {
    let home = tempfile::tempdir().unwrap();
    let mut shell = start(home.path(), &["-q"]);
    shell.send("find bogus").unwrap();
    shell.send_control('c').unwrap();
    let dropped = shell.exp_string("chancery> ").unwrap();
    assert!(!dropped.contains("press Ctrl-D"), "{dropped}");
    shell.send_control('c').unwrap();
    shell.exp_string("(type quit or press Ctrl-D)").unwrap();
    leave(shell);
}

#[test]
fn the_history_is_private_and_comes_back() {
    let home = tempfile::tempdir().unwrap();
    let mut shell = start(home.path(), &["-q"]);
    for (line, reply) in [
        ("date 2015", "some day in 2015"),
        (" date 1999", "some day in 1999"),
        ("date 2016", "some day in 2016"),
    ] {
        shell.send_line(line).unwrap();
        shell.exp_string(reply).unwrap();
    }
    leave(shell);
    let file = home.path().join(".local/state/chancery/history");
    let kept = fs::read_to_string(&file).unwrap();
    assert!(
        kept.contains("date 2015\ndate 2016\n") && !kept.contains("1999"),
        "{kept}"
    );
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let mut shell = start(home.path(), &["-q"]);
    shell.send("\x1b[A\x1b[A\r").unwrap();
    shell.flush().unwrap();
    shell.exp_string("some day in 2015").unwrap();
    leave(shell);
}

#[test]
fn a_broken_init_file_blocks_nothing() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/chancery");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("init"), "bogus\nset format csv\n").unwrap();
    let mut command = bare(home.path());
    command.args(["-q"]).env("TERM", "xterm");
    let mut shell = spawn_with_options(command, options()).unwrap();
    shell.exp_string("init:1:1").unwrap();
    shell.exp_string("chancery> ").unwrap();
    shell.send_line("date 2015").unwrap();
    shell.exp_string("edtf,earliest").unwrap();
    leave(shell);
}

#[test]
fn errors_are_broken_at_words() {
    let home = tempfile::tempdir().unwrap();
    let mut shell = start(home.path(), &["-q", "--width", "60"]);
    shell.send_line("bogus").unwrap();
    shell
        .exp_string("`neighbours`,\r\n           `paths`,")
        .unwrap();
    leave(shell);
}

#[test]
fn a_pager_shows_what_is_longer_than_the_screen() {
    let home = tempfile::tempdir().unwrap();
    let mut command = bare(home.path());
    command
        .args(["-q", "--no-init"])
        .env("PATH", "/usr/bin:/bin")
        .env("TERM", "xterm")
        .env("NO_COLOR", "1")
        .env("PAGER", "tail -n 1");
    let mut shell = spawn_with_options(command, options()).unwrap();
    shell.exp_string("chancery> ").unwrap();
    shell.send_line("set pager on").unwrap();
    shell.exp_string("chancery> ").unwrap();
    shell.send_line("help").unwrap();
    let paged = shell.exp_string("chancery> ").unwrap();
    assert!(paged.contains("`help WORD`"), "{paged}");
    assert!(!paged.contains("Questions"), "{paged}");
    leave(shell);
}

#[test]
fn without_a_pager_the_text_is_printed() {
    let home = tempfile::tempdir().unwrap();
    let mut command = bare(home.path());
    command
        .args(["-q", "--no-init"])
        .env("TERM", "xterm")
        .env("NO_COLOR", "1")
        .env("PAGER", "no-such-pager");
    let mut shell = spawn_with_options(command, options()).unwrap();
    shell.exp_string("chancery> ").unwrap();
    shell.send_line("set pager on").unwrap();
    shell.exp_string("chancery> ").unwrap();
    shell.send_line("help").unwrap();
    shell
        .exp_string("cannot run the pager `no-such-pager`")
        .unwrap();
    shell.exp_string("Questions").unwrap();
    leave(shell);
}

#[test]
fn a_long_import_tells_how_far_it_has_come_and_wipes_it() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("crowd.json"), people(20_000)).unwrap();
    let mut command = bare(home.path());
    command
        .args(["import", "crowd.json", "--dry-run"])
        .env("TERM", "xterm");
    let mut program = spawn_with_options(command, options()).unwrap();
    program.exp_string("\rreading crowd.json: ").unwrap();
    program.exp_string(" rows, ").unwrap();
    let rest = program.exp_eof().unwrap();
    let (_, after) = rest.rsplit_once(" \r").unwrap();
    assert!(after.starts_with("crowd.json (ftm): "), "{after}");
}

#[test]
fn ctrl_c_ends_an_import_at_once_and_leaves_nothing_half_written() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("crowd.json"), people(400_000)).unwrap();
    let mut command = bare(home.path());
    command
        .args(["import", "crowd.json", "--into", "out.ron"])
        .env("TERM", "xterm");
    let mut program = spawn_with_options(command, options()).unwrap();
    let drawn = program.exp_string(" left").unwrap();
    assert!(drawn.contains(" a second, "), "{drawn}");
    let pressed = Instant::now();
    program.send_control('c').unwrap();
    program.exp_eof().unwrap();
    let took = pressed.elapsed();
    let status = program.process().wait();
    assert!(
        matches!(status, Ok(WaitStatus::Exited(_, 130))),
        "{status:?}"
    );
    // A hundred milliseconds are promised; the rest is for a busy machine.
    assert!(took < Duration::from_secs(2), "{took:?}");
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
}
