//! The shell: carries out statements, one after the other, whoever types them.
//!
//! A statement is a command (see `commands`) or a question for the library. The shell is the
//! same for terminals, scripts and `-c`; only the source of its lines differs.

mod beside;
mod commands;
mod editor;
mod edits;
mod foreign;
mod help;
mod helper;
mod layout;
mod limit;
mod lines;
mod origin;
mod pager;
mod prompt;
mod proposals;
mod receipts;
mod save;
mod send;
mod shown;
#[cfg(test)]
mod tests;
mod welcome;

use std::fs::File;
use std::io::BufReader;
use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Duration;

use chancery::analysis::Cancel;
use chancery::diagnostic::{Diagnostic, reason};
use chancery::edit;
use chancery::query;
use chancery::render::{self, Format, Role, Style, Text};
use chancery::{Chancery, Error, ErrorKind, Session, text};

pub(crate) use help::help;
pub(crate) use welcome::summary;

use crate::cli::{Cli, Script};
use crate::console::{Console, INPUT};
use crate::exit::{Exit, Failure};
use crate::interrupt::{Interrupts, Manner};
use crate::settings::Settings;
use crate::surroundings::Surroundings;
use crate::watch::{Orders, SEARCHING, Watch};

use editor::Editor;
use edits::Desk;
use lines::{Input, LineSource, Reader};
use origin::Origin;
use shown::Shown;

/// What stands before the further lines of a statement where it is repeated.
const CONTINUED: &str = "       -> ";
/// How deep scripts may run scripts.
const DEEPEST: usize = 16;
/// What Ctrl-C on an empty line is answered with.
const HOW_TO_LEAVE: &str = "(type quit or press Ctrl-D)";

/// What comes after a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// The next statement.
    Statement,
    /// The end.
    Leave,
}

/// How the shell treats its lines.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
#[derive(Debug, Clone, Copy)]
struct Ways {
    manner: Manner,
    bail: bool,
    echo: bool,
    quiet: bool,
    init: bool,
}

/// How one answer is shown.
#[derive(Debug, Clone, Copy)]
struct Show {
    /// The format, or nothing for the usual one.
    format: Option<Format>,
    /// The most rows, or nothing for the usual number.
    rows: Option<usize>,
}

/// A session and all that it shows and obeys.
pub(crate) struct Shell {
    session: Session,
    desk: Desk,
    settings: Settings,
    console: Console,
    around: Surroundings,
    interrupts: Interrupts,
    ways: Ways,
    /// The answer shown last.
    shown: Option<Shown>,
    /// What was typed, oldest first.
    past: Vec<String>,
    /// What was typed in this session and understood, as a script would say it.
    typed: Vec<String>,
    /// How many scripts run inside each other.
    depth: usize,
    exit: Exit,
}

impl Shell {
    /// Returns a shell on `chancery`, as the command line wants it.
    pub(crate) fn new(
        chancery: &Chancery,
        cli: &Cli,
        around: Surroundings,
        settings: Settings,
        manner: Manner,
    ) -> Shell {
        let ways = Ways {
            manner,
            bail: !cli.no_bail,
            echo: cli.echo,
            quiet: cli.quiet,
            init: !cli.no_init,
        };
        let mut console = Console::standard();
        console.choose_colours(cli.color, &around);
        Shell {
            session: chancery.session(),
            desk: Desk::at(cli.only_data(), cli.read_only),
            settings,
            console,
            around,
            interrupts: Interrupts::listen(manner),
            ways,
            shown: None,
            past: Vec::new(),
            typed: Vec::new(),
            depth: 0,
            exit: Exit::Answered,
        }
    }

    /// Returns how the program should end: as the first statement that failed.
    pub(crate) const fn exit(&self) -> Exit {
        self.exit
    }

    /// Talks with somebody at a terminal until they leave.
    pub(crate) fn converse(&mut self) -> Result<(), Failure> {
        let mut editor = Editor::new(self.session.chancery(), &self.around)?;
        self.past = editor.past();
        self.run_init()?;
        if !self.ways.quiet {
            let welcome = welcome::text(self.session.chancery(), self.width());
            self.console.message(&welcome);
        }
        self.run_all(&mut editor, Origin::Typed).map(drop)
    }

    /// Runs the init file, if there is one. A broken one is told and blocks nothing.
    fn run_init(&mut self) -> Result<(), Failure> {
        let file = self
            .around
            .init()
            .filter(|path| self.ways.init && path.is_file());
        let Some(path) = file else { return Ok(()) };
        match self.run_file(&path, false) {
            Err(Failure::Fault(_, faults)) => {
                self.console.fault(&faults);
                Ok(())
            }
            Err(Failure::Told(_)) | Ok(_) => Ok(()),
            Err(closed) => Err(closed),
        }
    }

    /// Runs one script of the command line.
    pub(crate) fn run_script(&mut self, script: &Script) -> Result<Next, Failure> {
        let bail = self.ways.bail;
        match script {
            Script::Text(text) => {
                let origin = Origin::Script { name: None, bail };
                self.run_all(&mut Reader::new(text.as_bytes(), "-c"), origin)
            }
            Script::File(path) => self.run_file(path, bail),
            Script::Input => {
                let mut input = Reader::new(std::io::stdin().lock(), INPUT);
                let name = Some(INPUT);
                self.run_all(&mut input, Origin::Script { name, bail })
            }
        }
    }

    /// Runs a script file, up to the first error if it should `bail`.
    fn run_file(&mut self, path: &Path, bail: bool) -> Result<Next, Failure> {
        let name = path.display().to_string();
        if self.depth >= DEEPEST {
            let fault = Diagnostic::new(format!("`{name}` is run by scripts {DEEPEST} deep"));
            return Err(Failure::usage(fault.help("does a script run itself?")));
        }
        let file = File::open(path).map_err(|error| Failure::file("read", &name, &error))?;
        self.depth += 1;
        let mut lines = Reader::new(BufReader::new(file), name.clone());
        let name = Some(name.as_str());
        let ended = self.run_all(&mut lines, Origin::Script { name, bail });
        self.depth -= 1;
        ended
    }

    /// Carries out all statements of a source.
    fn run_all(
        &mut self,
        source: &mut dyn LineSource,
        origin: Origin<'_>,
    ) -> Result<Next, Failure> {
        loop {
            let paints = self.around.paints(self.settings.color, self.around.seen);
            source.paint(paints);
            match source.next(&self.prompt(), self.session.chancery())? {
                Input::End => return Ok(Next::Statement),
                Input::Interrupted { on_empty_line } if on_empty_line => {
                    self.console.note(HOW_TO_LEAVE);
                }
                Input::Interrupted { .. } => {}
                Input::Text { text, line } => {
                    if self.run_text(source, (&text, line), origin)? == Next::Leave {
                        return Ok(Next::Leave);
                    }
                }
            }
        }
    }

    /// Carries out the statements of a text, which begins on `line`, and tells what is wrong with
    /// them.
    fn run_text(
        &mut self,
        source: &mut dyn LineSource,
        (text, line): (&str, usize),
        origin: Origin<'_>,
    ) -> Result<Next, Failure> {
        // As in the history of the editor, a space before a line keeps it out.
        let is_kept = matches!(origin, Origin::Typed) && !text.starts_with(' ');
        if is_kept {
            self.remember(text);
        }
        if self.ways.echo {
            let continued = format!("\n{CONTINUED}");
            let text = text.replace('\n', &continued);
            self.console.note(&format!("{}{text}", self.prompt()));
        }
        for statement in query::split_statements(text) {
            let spelt = self.spelt_out(statement.text);
            let typist: Option<&mut dyn LineSource> = match origin {
                Origin::Typed => Some(&mut *source),
                Origin::Script { .. } => None,
            };
            let failed = match self.obey(&spelt, typist) {
                Ok(Next::Statement) => {
                    if is_kept && commands::is_repeated(&spelt) {
                        self.typed.push(spelt);
                    }
                    continue;
                }
                Ok(Next::Leave) => return Ok(Next::Leave),
                Err(Failure::ClosedPipe) => return Err(Failure::ClosedPipe),
                Err(Failure::Told(exit)) => exit,
                Err(Failure::Fault(exit, mut faults)) => {
                    for fault in &mut faults {
                        origin.place(fault, text, &statement, line);
                    }
                    self.console.fault(&faults);
                    exit
                }
            };
            if self.exit == Exit::Answered {
                self.exit = failed;
            }
            if matches!(origin, Origin::Script { bail: true, .. }) {
                return Err(Failure::Told(failed));
            }
        }
        Ok(Next::Statement)
    }

    fn prompt(&self) -> String {
        let (clocks, at) = (&self.settings.clocks, self.settings.recorded_at);
        prompt::prompt(clocks, at, self.width(), self.is_ascii())
    }

    /// Keeps a line for `history`, unless it is empty or the same as the one before.
    fn remember(&mut self, line: &str) {
        let line = line.trim_end();
        if !line.is_empty() && self.past.last().is_none_or(|last| last != line) {
            self.past.push(line.to_owned());
        }
    }

    /// Carries out one statement; a `typist` can be asked for more.
    fn obey(
        &mut self,
        statement: &str,
        typist: Option<&mut dyn LineSource>,
    ) -> Result<Next, Failure> {
        self.interrupts.ready();
        self.console.fit(self.settings.width, &self.around);
        if edit::is_edit(statement) {
            return self.edit(statement, typist).map(|()| Next::Statement);
        }
        if let Some((command, rest)) = commands::read(statement) {
            return (command.run)(self, rest);
        }
        self.ask(statement).map(|()| Next::Statement)
    }

    /// Tells whether words may be shortened: somebody has typed them.
    fn is_lenient(&self) -> bool {
        self.ways.manner == Manner::Interactive && self.depth == 0
    }

    /// Returns the statement with an unambiguous beginning of its first word spelt out; only for
    /// people, since a script must mean the same when a word is added to the language.
    fn spelt_out(&mut self, statement: &str) -> String {
        let spelt = self
            .is_lenient()
            .then(|| commands::spelt_out(statement))
            .flatten();
        spelt.map_or_else(
            || statement.to_owned(),
            |spelt| {
                self.console.note(&format!("read as: {spelt}"));
                spelt
            },
        )
    }

    /// Asks a question and shows the answer.
    fn ask(&mut self, question: &str) -> Result<(), Failure> {
        self.catch_up()?;
        let watch = self.watch();
        let asked = self.answer(question);
        let elapsed = watch.elapsed();
        match asked {
            Some(Ok(Some(shown))) => {
                let show = Show {
                    format: self.settings.format,
                    rows: self.settings.limit.map(NonZeroUsize::get),
                };
                self.shown = Some(shown.clone());
                self.show(&shown, show, watch)?;
                self.tell_time(elapsed, shown.answer.total);
                Ok(())
            }
            Some(Ok(None)) => Ok(()),
            Some(Err(error)) if error.kind() != ErrorKind::Interrupted => {
                watch.end();
                let faults = error.diagnostics().into_iter();
                let advised = faults.map(|fault| self.advised(fault, question));
                Err(Failure::Fault(error.kind().into(), advised.collect()))
            }
            Some(Err(_)) | None => self.stopped(watch.end()),
        }
    }

    /// Returns the answer to a question, or nothing once it is stopped.
    fn answer(&mut self, question: &str) -> Option<Result<Option<Shown>, Error>> {
        let most = self.most_rows(question);
        if commands::asks_why(question) {
            self.session.set_clocks(self.settings.clocks.clone());
            self.session.set_recorded_at(self.settings.recorded_at);
            let cancel = self.interrupts.cancel();
            return Some(Shown::ask(&mut self.session, question, most, cancel));
        }
        // A session of its own: what is stopped leaves the present one, with its last answer. And
        // a flag of its own, which the next question does not lower.
        let mut session = self.session.chancery().session();
        session.set_clocks(self.settings.clocks.clone());
        session.set_recorded_at(self.settings.recorded_at);
        let (question, cancel) = (question.to_owned(), Cancel::new());
        let flag = cancel.clone();
        let ask = move || (Shown::ask(&mut session, &question, most, &flag), session);
        let is_stopped = || {
            let is_stopped = self.interrupts.is_raised();
            if is_stopped {
                cancel.stop();
            }
            is_stopped
        };
        let (answer, session) = beside::beside(ask, is_stopped)?;
        if matches!(answer, Ok(Some(_))) {
            self.session = session;
        }
        Some(answer)
    }

    /// Returns how many rows a question may find: with receipts a limit belongs to the question,
    /// since what is proved is what is shown.
    fn most_rows(&self, question: &str) -> Option<usize> {
        let limit = self.settings.limit.map(NonZeroUsize::get);
        limit.filter(|_| self.settings.receipt && commands::takes_limit(question))
    }

    /// Returns a fault in a question with the help that only the shell can give.
    fn advised(&self, fault: Diagnostic, question: &str) -> Diagnostic {
        commands::advised(fault, question, self.is_lenient())
    }

    /// Begins to watch what takes time.
    fn watch(&self) -> Watch {
        let orders = Orders {
            timeout: self.settings.timeout,
            sign: self.gives_signs().then_some(SEARCHING),
        };
        Watch::begin(orders, self.interrupts.cancel())
    }

    /// Tells that a question was stopped: by the time limit, which is a failure, or by somebody.
    fn stopped(&mut self, timed_out: bool) -> Result<(), Failure> {
        if timed_out {
            let limit = self.settings.timeout.unwrap_or_default().as_secs_f64();
            let fault = Diagnostic::new(format!("no answer within {limit} s"))
                .help("`--timeout` or `set timeout` allows more time; fewer `hops` need less");
            return Err(Failure::Fault(Exit::Failed, vec![fault]));
        }
        if self.ways.manner == Manner::Script {
            return Err(Failure::Told(Exit::Interrupted));
        }
        self.console.note("stopped");
        Ok(())
    }

    /// Tells whether somebody waits at a terminal for whom a line can be wiped again.
    fn gives_signs(&self) -> bool {
        self.around.typed && self.around.heard && !self.ways.quiet && !self.around.is_dumb()
    }

    /// Shows an answer and its warnings; `watch` ends when it is laid out.
    fn show(&mut self, shown: &Shown, show: Show, watch: Watch) -> Result<(), Failure> {
        let style = self.style(show);
        let interrupts = &self.interrupts;
        let answer = if self.settings.cite {
            &shown.cited(style)
        } else {
            &shown.answer
        };
        let laid_out = layout::lay_out(answer, style, || interrupts.is_raised());
        let timed_out = watch.end();
        let Some(text) = laid_out.filter(|_| !self.interrupts.is_raised()) else {
            return self.stopped(timed_out);
        };
        let words = self.words(shown, &text, style.format)?;
        self.put(&words)?;
        if self.interrupts.is_raised() {
            return self.stopped(false);
        }
        if !self.ways.quiet && style.format != Format::Json {
            self.console
                .message(&render::render_warnings(&shown.answer));
        }
        Ok(())
    }

    /// Returns an answer that is laid out as it is written, with its receipt if that is wished.
    fn words(&mut self, shown: &Shown, text: &Text, format: Format) -> Result<String, Failure> {
        let is_safe = !(self.around.seen && format.is_machine());
        let plain = if is_safe {
            text.plain()
        } else {
            safe(&text.plain())
        };
        let receipt = if self.settings.receipt {
            self.receipt(shown, &plain, format)?
        } else {
            None
        };
        let mut words = if is_safe {
            self.console.painted(text)
        } else {
            plain
        };
        // Line by line, since within a text an end of a line is something to be shown.
        for line in receipt.iter().flat_map(|receipt| receipt.lines()) {
            let mut line = Text::of(Role::Hint, line);
            line.end_line();
            words += &self.console.painted(&line);
        }
        Ok(words)
    }

    /// Writes words to the answers, or shows them in the pager if that is wished and of use.
    fn put(&mut self, words: &str) -> Result<(), Failure> {
        if self.is_paged(words) {
            let pager = self.around.pager();
            let has_less = self.around.has_less();
            match self
                .interrupts
                .deaf(|| pager::show(words, &pager, has_less))
            {
                Ok(()) => return Ok(()),
                Err(error) => {
                    let name = pager.join(" ");
                    let why = reason(&error);
                    self.console
                        .note(&format!("cannot run the pager `{name}`: {why}"));
                }
            }
        }
        Ok(self.console.data(words, &self.interrupts)?)
    }

    /// Tells whether a text is for the pager.
    fn is_paged(&self, words: &str) -> bool {
        self.settings.pager
            && self.around.seen
            && !self.around.is_dumb()
            && words.lines().count() >= self.around.lines()
    }

    /// Tells how long a question took, if that is wished.
    fn tell_time(&mut self, elapsed: Duration, total: u64) {
        if self.settings.time {
            let rows = if total == 1 { "row" } else { "rows" };
            let milliseconds = elapsed.as_secs_f64() * 1000.0;
            self.console
                .note(&format!("{milliseconds:.1} ms, {total} {rows}"));
        }
    }

    /// Returns the style of answers: what is set, or what suits where they go.
    fn style(&self, show: Show) -> Style {
        let usual = if self.around.seen {
            Format::Table
        } else {
            Format::Plain
        };
        let format = show.format.unwrap_or(usual);
        // A pager shows all rows: it stops after each screenful by itself.
        let is_cut = format == Format::Table && self.around.seen && !self.settings.pager;
        let screenful = is_cut.then(|| self.around.screenful());
        Style {
            format,
            width: self.width(),
            rows: show.rows.or(screenful),
            ascii: self.is_ascii(),
            number_rows: format == Format::Table,
        }
    }

    fn is_ascii(&self) -> bool {
        self.settings.ascii || self.around.is_ascii()
    }

    fn width(&self) -> usize {
        self.around.width(self.settings.width)
    }

    /// Shows a text as the answer of a command.
    fn tell(&mut self, text: &Text) -> Result<Next, Failure> {
        let words = self.console.painted(text);
        self.put(&words).map(|()| Next::Statement)
    }
}

/// Returns data with all that could steer a terminal made visible, except the tabs that part
/// columns and the ends of lines.
fn safe(data: &str) -> String {
    data.split_inclusive(['\t', '\n'])
        .map(|field| {
            let words = field.trim_end_matches(['\t', '\n']);
            text::visible(words).into_owned() + &field[words.len()..]
        })
        .collect()
}
