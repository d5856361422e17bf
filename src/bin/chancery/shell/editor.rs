//! The line editor: rustyline with our helper, and the history file.

use std::fs;
use std::path::{Path, PathBuf};

use chancery::Chancery;
use chancery::diagnostic::Diagnostic;
use rustyline::config::{Behavior, BellStyle, Configurer};
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{ColorMode, CompletionType, Config, EditMode};

use super::helper::Helper;
use super::lines::{Input, LineSource};
use crate::exit::{Exit, Failure};
use crate::surroundings::Surroundings;

/// The most lines that the history keeps.
const MOST_LINES: usize = 5000;
/// From how many proposals on Tab asks before it lists them.
const MANY: usize = 60;

/// Reads lines from a terminal.
pub(crate) struct Editor {
    editor: rustyline::Editor<Helper, DefaultHistory>,
    file: Option<PathBuf>,
}

impl Editor {
    /// Returns an editor that completes from `chancery` and remembers where it may.
    pub(crate) fn new(chancery: &Chancery, around: &Surroundings) -> Result<Editor, Failure> {
        // Where answers go to a file the prompt must not: then the editor looks for the terminal.
        let behavior = if around.seen {
            Behavior::Stdio
        } else {
            Behavior::PreferTerm
        };
        let config = Config::builder()
            .max_history_size(MOST_LINES)
            .and_then(|config| config.history_ignore_dups(true))
            .map_err(|error| failure(&error))?
            .history_ignore_space(true)
            .auto_add_history(true)
            .completion_type(CompletionType::List)
            .completion_show_all_if_ambiguous(true)
            .completion_prompt_limit(MANY)
            .edit_mode(EditMode::Emacs)
            .bell_style(BellStyle::None)
            .behavior(behavior)
            .build();
        let mut editor = rustyline::Editor::with_config(config).map_err(|error| failure(&error))?;
        editor.set_helper(Some(Helper::new(chancery)));
        let file = around.history();
        let mut editor = Editor { editor, file };
        editor.recall();
        Ok(editor)
    }

    /// Loads the history. A missing file is an empty one, and an unreadable one is left alone.
    fn recall(&mut self) {
        let Some(file) = &self.file else { return };
        let ready = file
            .parent()
            .is_none_or(|folder| make_private(folder).is_ok());
        if !ready || (file.exists() && self.editor.load_history(file).is_err()) {
            self.file = None;
        }
    }

    /// Appends what is new to the history file, so that a crash costs no line.
    fn remember(&mut self) {
        if let Some(file) = &self.file {
            // A full disk must not end the session.
            let _ = self.editor.append_history(file);
        }
    }
}

/// Makes a folder that only its owner can look into, unless it exists.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn failure(error: &ReadlineError) -> Failure {
    Failure::Fault(
        Exit::Failed,
        vec![Diagnostic::new(format!(
            "cannot read the terminal: {error}"
        ))],
    )
}

impl LineSource for Editor {
    fn next(&mut self, prompt: &str, chancery: &Chancery) -> Result<Input, Failure> {
        if let Some(helper) = self.editor.helper_mut() {
            helper.attend(chancery);
        }
        match self.editor.readline(prompt) {
            Ok(text) => {
                self.remember();
                Ok(Input::Text { text, line: 1 })
            }
            Err(ReadlineError::Interrupted) => {
                let on_empty_line = self.editor.helper().is_none_or(Helper::saw_empty_line);
                Ok(Input::Interrupted { on_empty_line })
            }
            Err(ReadlineError::Eof) => Ok(Input::End),
            Err(error) => Err(failure(&error)),
        }
    }

    fn ask(&mut self, prompt: &str, lead: &str, chancery: &Chancery) -> Result<Input, Failure> {
        let is_answer = |editor: &mut Editor, lead: &str| {
            // Answers are no lines that somebody would like to have again.
            editor.editor.set_auto_add_history(lead.is_empty());
            if let Some(helper) = editor.editor.helper_mut() {
                helper.go_on_behind(lead);
            }
        };
        is_answer(self, if lead.is_empty() { " " } else { lead });
        let input = self.next(prompt, chancery);
        is_answer(self, "");
        input
    }

    fn paint(&mut self, in_colour: bool) {
        if let Some(helper) = self.editor.helper_mut() {
            helper.paint(in_colour);
        }
        self.editor.set_color_mode(if in_colour {
            ColorMode::Forced
        } else {
            ColorMode::Disabled
        });
    }

    fn past(&self) -> Vec<String> {
        self.editor.history().iter().cloned().collect()
    }
}
