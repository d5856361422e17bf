//! Pages as GitHub-flavoured Markdown: headings, tables, lists; all signs of Markdown escaped.

use super::markup::{Role, Text};
use super::page::{Block, Chain, Entry, Grid, Row};

/// Returns the page as Markdown.
pub(super) fn draw(page: Vec<Block>) -> Text {
    let mut sheet = Text::new();
    for block in page {
        if !sheet.is_blank() {
            sheet.end_line();
        }
        match block {
            Block::Title(title) => line(&mut sheet, "# ", &title),
            Block::Section(name) => line(&mut sheet, "## ", &Text::of(Role::Heading, &name)),
            Block::Remark(words) => {
                sheet.push_line(Text::of(Role::Hint, "> ").with(Role::Hint, &sentence(&words)));
            }
            Block::Facts(facts) => facts_of(&mut sheet, &facts),
            Block::Grid(grid) => table(&mut sheet, &grid.without_empty_columns()),
            Block::Chains(chains) => list(&mut sheet, chains.iter().map(item_of_chain)),
            Block::Entries(entries) => list(&mut sheet, entries.iter().map(item_of_entry)),
            Block::Drawing(_) => {}
        }
    }
    sheet
}

/// Returns `words` with every sign that Markdown would read preceded by a backslash. What steers or
/// hides must have been made visible.
pub(crate) fn escaped(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for letter in words.chars() {
        if matches!(
            letter,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' | '$' | '!'
        ) {
            safe.push('\\');
        }
        safe.push(letter);
    }
    safe
}

/// Returns a sentence of ours with its words in backticks as code, and all else escaped.
fn sentence(words: &str) -> String {
    let parts: Vec<&str> = words.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escaped(words);
    }
    let told = parts.iter().enumerate().map(|(at, part)| match at % 2 {
        0 => escaped(part),
        _ => format!("`{part}`"),
    });
    told.collect()
}

fn append(sheet: &mut Text, text: &Text) {
    for (role, words) in text.pieces() {
        sheet.push(role, &escaped(words));
    }
}

fn line(sheet: &mut Text, start: &str, words: &Text) {
    let mut written = Text::of(Role::Hint, start);
    append(&mut written, words);
    sheet.push_line(written);
}

fn facts_of(sheet: &mut Text, facts: &[(&'static str, Text)]) {
    for (name, value) in facts.iter().filter(|(_, value)| !value.is_blank()) {
        line(sheet, &format!("- **{name}** "), value);
    }
}

fn table(sheet: &mut Text, grid: &Grid) {
    let gutter = grid
        .rows
        .iter()
        .any(|row| row.number.is_some() || row.possible);
    let mut names = Text::of(Role::Hint, if gutter { "| # |" } else { "|" });
    let mut rules = Text::of(Role::Hint, if gutter { "| --: |" } else { "|" });
    for column in &grid.columns {
        names.push(Role::Heading, &format!(" {} ", column.name));
        names.push(Role::Hint, "|");
        rules.push(Role::Hint, if column.right { " --: |" } else { " --- |" });
    }
    sheet.push_line(names);
    sheet.push_line(rules);
    for row in &grid.rows {
        sheet.push_line(table_row(row, gutter));
    }
}

fn table_row(row: &Row, gutter: bool) -> Text {
    let mut line = Text::of(Role::Hint, "|");
    if gutter {
        let number = row
            .number
            .map_or(String::new(), |number| number.to_string());
        line.push(Role::Number, &format!(" {number}"));
        line.push(Role::Certainty, if row.possible { "?" } else { "" });
        line.push(Role::Hint, " |");
    }
    for cell in &row.cells {
        line.push(Role::Plain, " ");
        append(&mut line, cell);
        line.push(Role::Hint, " |");
    }
    line
}

/// Writes numbered items; Markdown's own numbers count from 1 as ours do.
fn list(sheet: &mut Text, items: impl Iterator<Item = (Text, Vec<Text>)>) {
    for (number, (title, lines)) in (1..).zip(items) {
        line(sheet, &format!("{number}. "), &title);
        for below in &lines {
            line(sheet, "   - ", below);
        }
    }
}

fn item_of_chain(chain: &Chain) -> (Text, Vec<Text>) {
    let mut title = chain.in_one_line();
    title.push(Role::Certainty, if chain.possible { " ?" } else { "" });
    let aside = (!chain.aside.is_blank()).then(|| chain.aside.clone());
    (title, aside.into_iter().collect())
}

fn item_of_entry(entry: &Entry) -> (Text, Vec<Text>) {
    (entry.title.clone(), entry.lines.clone())
}

#[cfg(test)]
mod tests {
    use super::{escaped, sentence};

    #[test]
    fn code_in_a_sentence_stays_code() {
        assert_eq!(
            sentence("a_b, `limit 5_4` shows all"),
            "a\\_b, `limit 5_4` shows all"
        );
        assert_eq!(sentence("a ` b"), "a \\` b");
    }

    #[test]
    fn markdown_in_a_name_stays_a_name() {
        assert_eq!(
            escaped("a|b *c* <d> `e` 2004~"),
            "a\\|b \\*c\\* \\<d\\> \\`e\\` 2004\\~"
        );
    }
}
