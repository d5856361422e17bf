//! From an answer to text: tables for people, Markdown, and the formats that programs read.
//!
//! A [`Text`] is made of pieces with roles; who prints it may give each role a colour. This room
//! knows no terminal, no colours and does not print.
//!
//! An answer becomes a page (a list of blocks) that one of three painters draws for people, or
//! records and objects for programs:
//!
//! ```text
//! Answer ──pages──▶ Page ──▶ terminal | plain | markdown
//!    │       └──drawings   strips, bars, fans and routes, for terminals only
//!    └──────records──▶ csv, tsv      └──json──▶ json, jsonl
//! ```

mod columns;
mod drawings;
mod fault;
mod format;
mod gutter;
mod json;
mod markdown;
mod markup;
mod page;
mod pages;
mod plain;
mod records;
mod signs;
mod terminal;

pub use fault::render_error;
pub use format::{Format, UnknownFormat};
pub(crate) use markdown::escaped as escaped_for_markdown;
pub use markup::{Role, Text};
pub(crate) use pages::TAKING_PART;

use std::rc::Rc;

use crate::answer::Answer;

/// How an answer is to look.
///
/// # Examples
/// ```
/// use chancery::answer::{Answer, CountRow, Rows};
/// use chancery::render::{Format, Style, render};
///
/// let row = CountRow { key: "visit".into(), count: 3, possible: 0, label: None };
/// let answer = Answer::new("count by kind", Rows::Count(vec![row]));
/// let style = Style { format: Format::Csv, ..Style::default() };
/// assert_eq!(render(&answer, &style).plain(), "key,count,possible,label\nvisit,3,0,\n");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The format.
    pub format: Format,
    /// How many columns a line of a table may have; fewer than 40 count as 40.
    pub width: usize,
    /// How many rows of a list a table shows at most; nothing for all. Other formats show all.
    pub rows: Option<usize>,
    /// Whether arrows, rules and bars are ASCII. Data is not changed by it.
    pub ascii: bool,
    /// Whether tables and Markdown number the rows that `why N` can name.
    pub number_rows: bool,
}

impl Default for Style {
    /// Returns a table of 80 columns with all rows, numbered.
    fn default() -> Style {
        Style {
            format: Format::Table,
            width: 80,
            rows: None,
            ascii: false,
            number_rows: true,
        }
    }
}

/// Returns the answer in a style; every line ends with a line break.
///
/// In table, plain and Markdown nothing from data can steer a terminal. In the other formats data
/// is kept to the letter. Warnings are part of `json` only; see [`render_warnings`].
pub fn render(answer: &Answer, style: &Style) -> Text {
    let signs = signs::Signs::of(style.ascii);
    let table = style.format == Format::Table;
    let look = page::Look {
        format: style.format,
        signs,
        width: style.width,
        screenful: style.rows.filter(|_| table),
        numbered: style.number_rows,
        cited: answer.cited.as_deref().map(page::numbers).map(Rc::new),
    };
    match style.format {
        Format::Table => terminal::draw(pages::page_of(answer, &look), style.width, signs),
        Format::Plain => plain::draw(&pages::page_of(answer, &look)),
        Format::Md => markdown::draw(pages::page_of(answer, &look)),
        Format::Csv => Text::verbatim(records::csv(&answer.rows)),
        Format::Tsv => Text::verbatim(records::tsv(&answer.rows)),
        Format::Json => Text::verbatim(json::object(answer) + "\n"),
        Format::Jsonl => Text::verbatim(json::lines(&answer.rows)),
    }
}

/// Returns the answer as JSON, on one line without its end.
///
/// # Examples
/// ```
/// use chancery::answer::{Answer, Rows};
///
/// let answer = Answer::new("neighbours nobody", Rows::Neighbours(Vec::new()));
/// let json = chancery::render::to_json(&answer);
/// assert!(json.starts_with(r#"{"schema":1,"question":"neighbours nobody","kind":"neighbours","#));
/// ```
pub fn to_json(answer: &Answer) -> String {
    json::object(answer)
}

/// Returns the answer as plain lines, without the end of the last one.
///
/// This is [`Format::Plain`] for programs that print an answer as it is.
pub fn to_plain(answer: &Answer) -> String {
    let style = Style {
        format: Format::Plain,
        ..Style::default()
    };
    let mut lines = render(answer, &style).plain();
    lines.truncate(lines.trim_end_matches('\n').len());
    lines
}

/// Returns what the reader of an answer should beware of, a line each, for the error stream.
pub fn render_warnings(answer: &Answer) -> Text {
    let mut lines = Text::new();
    for warning in &answer.warnings {
        lines.push(Role::Fault, "warning");
        lines.push(Role::Plain, ": ");
        lines.push(Role::Plain, warning);
        lines.end_line();
    }
    lines
}
