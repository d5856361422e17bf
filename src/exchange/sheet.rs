//! Delimited files of nodes and edges: a header, and a row for each of them.
//!
//! Text is in armour: a line is one row for every reader but the spreadsheets, which read line ends
//! within quotes; and no cell begins a formula.

use std::io::{self, Write};

use csv::{QuoteStyle, ReaderBuilder, StringRecord, WriterBuilder};

use super::armour::{formula, no_formula};

/// Writes a header and rows.
pub(super) struct Sheet<'o>(csv::Writer<&'o mut dyn Write>);

impl<'o> Sheet<'o> {
    /// Begins a file whose cells are quoted where they must be.
    pub(super) fn plain(out: &'o mut dyn Write) -> Sheet<'o> {
        Sheet::new(out, QuoteStyle::Necessary)
    }

    /// Begins a file whose cells are all quoted, so that a spreadsheet that parts cells by other
    /// signs finds none within them.
    pub(super) fn quoted(out: &'o mut dyn Write) -> Sheet<'o> {
        Sheet::new(out, QuoteStyle::Always)
    }

    fn new(out: &'o mut dyn Write, style: QuoteStyle) -> Sheet<'o> {
        Sheet(WriterBuilder::new().quote_style(style).from_writer(out))
    }

    /// Writes a row.
    pub(super) fn row<C: AsRef<str>>(
        &mut self,
        cells: impl IntoIterator<Item = C>,
    ) -> io::Result<()> {
        for cell in cells {
            let safe = no_formula(cell.as_ref());
            self.0
                .write_field(safe.as_bytes())
                .map_err(io::Error::other)?;
        }
        self.0.write_record(None::<&[u8]>).map_err(io::Error::other)
    }

    /// Ends the file.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// One row: the line on which it begins, and its cells.
pub(super) struct Row {
    pub(super) line: u64,
    cells: StringRecord,
}

impl Row {
    /// Returns the cells as they were before they were made safe for spreadsheets.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(formula)
    }
}

/// Returns the header of a text and its rows, without those that have too many or too few cells:
/// `wrong` is told their lines, and why.
pub(super) fn rows(text: &str, mut wrong: impl FnMut(u64, String)) -> (Vec<String>, Vec<Row>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut header: Vec<String> = Vec::new();
    for record in reader.records() {
        // Text cannot fail to be read: it is UTF-8 already, and rows may have any length.
        let Ok(cells) = record else { continue };
        let line = cells.position().map_or(1, csv::Position::line);
        if header.is_empty() {
            header = cells
                .iter()
                .map(|cell| formula(cell).trim().to_owned())
                .collect();
        } else if cells.len() == header.len() {
            rows.push(Row { line, cells });
        } else {
            let why = format!(
                "the header has {} cells, and the row {}",
                header.len(),
                cells.len()
            );
            wrong(line, why);
        }
    }
    (header, rows)
}

/// Returns the sign that parts the cells of the first line.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: &u8| first.bytes().filter(|byte| byte == sign).count();
    // Of several that are as frequent the first is taken.
    let signs = [b',', b';', b'\t'];
    let most = signs.iter().map(count).max();
    let sign = signs.iter().find(|sign| Some(count(sign)) == most);
    sign.copied().unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn a_row_of_another_length_is_told_with_its_line() {
        let mut faults = Vec::new();
        let wrong = |line, why| faults.push((line, why));
        let (header, rows) = rows("id;label\r\na;\"x\ny\"\nb\n", wrong);
        assert_eq!(header, ["id", "label"]);
        assert_eq!(rows.len(), 1);
        assert!(rows[0].cells().eq(["a", "x\ny"]));
        let why = "the header has 2 cells, and the row 1".to_owned();
        assert_eq!(faults, [(4, why)]);
    }
}
