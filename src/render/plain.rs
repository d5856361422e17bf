//! Pages as plain lines: one for each row, fields parted by ` | `, nothing padded or cut.

use super::markup::{Role, Text};
use super::page::{Block, Chain, Entry, Row};

/// Returns the page as lines for `grep` and `cut`. Lines that are no rows begin with `# `.
pub(super) fn draw(page: &[Block]) -> Text {
    let mut lines = Text::new();
    for block in page {
        match block {
            Block::Title(title) => comment(&mut lines, &title.plain()),
            Block::Section(name) => comment(&mut lines, name),
            Block::Remark(words) => comment(&mut lines, words),
            Block::Facts(facts) => {
                for (name, value) in facts.iter().filter(|(_, value)| !value.is_blank()) {
                    fields(&mut lines, [&Text::of(Role::Hint, name), value]);
                }
            }
            Block::Grid(grid) => grid.rows.iter().for_each(|row| line_of(&mut lines, row)),
            Block::Chains(chains) => chains.iter().for_each(|chain| chained(&mut lines, chain)),
            Block::Entries(entries) => entries.iter().for_each(|entry| listed(&mut lines, entry)),
            Block::Drawing(_) => {}
        }
    }
    lines
}

fn comment(lines: &mut Text, words: &str) {
    lines.push_line(Text::of(Role::Hint, "# ").with(Role::Hint, words));
}

fn line_of(lines: &mut Text, row: &Row) {
    fields(lines, &row.cells);
}

fn listed(lines: &mut Text, entry: &Entry) {
    fields(lines, std::iter::once(&entry.title).chain(&entry.lines));
}

/// Writes a chain in one field, after its number of steps and its certainty.
fn chained(lines: &mut Text, chain: &Chain) {
    let steps = Text::of(Role::Number, &chain.links.len().to_string());
    let sure = if chain.possible {
        "possible"
    } else {
        "certain"
    };
    let sure = Text::of(Role::Certainty, sure);
    fields(lines, [&steps, &sure, &chain.in_one_line(), &chain.aside]);
}

/// Writes one line of fields; what parts them is not left within any of them.
fn fields<'t>(lines: &mut Text, cells: impl IntoIterator<Item = &'t Text>) {
    let mut line = Text::new();
    for (at, cell) in cells.into_iter().enumerate() {
        line.push(Role::Plain, if at == 0 { "" } else { " | " });
        if cell.is_blank() {
            line.push(Role::Plain, "-");
        }
        for (role, words) in cell.pieces() {
            line.push(role, &words.replace('|', "¦"));
        }
    }
    lines.push_line(line);
}
