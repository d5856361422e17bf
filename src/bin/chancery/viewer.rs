//! Browsers: how a file comes before somebody's eyes.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::surroundings::Surroundings;

/// Opens a file in the browser that `BROWSER` names, or in the usual program; tells whether that
/// could be started.
pub(crate) fn show(file: &Path, around: &Surroundings) -> bool {
    if let Some(browser) = around.browser() {
        let mut words = browser.split_whitespace();
        let program = words.next().unwrap_or_default();
        let started = Command::new(program)
            .args(words)
            .arg(file)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        return started.is_ok();
    }
    around.has_screen() && open::that_detached(file).is_ok()
}
