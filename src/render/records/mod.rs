//! Answers as one flat table: a header, and lines of text, for CSV and TSV.
//!
//! A column is named by the path of its key in the JSON row (`entity.id`, `when.earliest`). Lists
//! are joined by `; `, and lists of objects become parallel lists, a column for each key.

mod columns;

use crate::answer::{
    Between, ChangeRow, CommonRow, ConflictRow, Dossier, PathRow, RelationFile, Rows, SourceFile,
};

use columns::Columns;

/// A flat table.
#[derive(Default)]
struct Records {
    header: Vec<String>,
    lines: Vec<Vec<String>>,
}

impl Records {
    /// Returns a table with a line for each row.
    fn of<'r, R: 'static>(rows: impl IntoIterator<Item = &'r R>, columns: &Columns<R>) -> Records {
        Records {
            header: columns.names().collect(),
            lines: rows.into_iter().map(|row| columns.values(row)).collect(),
        }
    }

    /// Returns one table of several, with a column `section` that tells them apart.
    ///
    /// Columns of one name are one column; what a section does not have stays empty.
    fn of_sections(sections: impl IntoIterator<Item = (&'static str, Records)>) -> Records {
        let mut all = Records {
            header: vec!["section".to_owned()],
            lines: Vec::new(),
        };
        for (section, records) in sections {
            let places: Vec<usize> = records
                .header
                .into_iter()
                .map(|name| all.place(name))
                .collect();
            for values in records.lines {
                let mut line = vec![String::new(); all.header.len()];
                let values = values.into_iter().zip(places.iter().copied());
                for (value, place) in values.chain([(section.to_owned(), 0)]) {
                    if let Some(cell) = line.get_mut(place) {
                        *cell = value;
                    }
                }
                all.lines.push(line);
            }
        }
        let width = all.header.len();
        for line in &mut all.lines {
            line.resize(width, String::new());
        }
        all
    }

    /// Returns the table with the columns of another, which has as many lines, behind its own.
    fn beside(mut self, other: Records) -> Records {
        self.header.extend(other.header);
        for (line, more) in self.lines.iter_mut().zip(other.lines) {
            line.extend(more);
        }
        self
    }

    /// Returns the place of a column, which is added if it is new.
    fn place(&mut self, name: String) -> usize {
        let known = self.header.iter().position(|column| *column == name);
        known.unwrap_or_else(|| {
            self.header.push(name);
            self.header.len() - 1
        })
    }
}

fn records(rows: &Rows) -> Records {
    match rows {
        Rows::Find(rows) => Records::of(rows, &columns::find()),
        Rows::Entity(dossier) => dossier_records(dossier),
        Rows::Relation(file) => relation_records(file),
        Rows::Source(file) => source_records(file),
        Rows::Neighbours(rows) => Records::of(rows, &columns::neighbours()),
        Rows::Paths(rows) => path_records(rows),
        Rows::Timeline(rows) => Records::of(rows, &columns::timeline()),
        Rows::Between(pair) => pair_records(pair),
        Rows::Common(rows) => common_records(rows),
        Rows::Count(rows) => Records::of(rows, &columns::count()),
        Rows::Rank(rows) => Records::of(rows, &columns::rank()),
        Rows::Groups(rows) => Records::of(rows, &columns::groups()),
        Rows::Why(rows) => Records::of(rows, &columns::why()),
        Rows::Who(rows) => Records::of(rows, &columns::who()),
        Rows::Changes(rows) => change_records(rows),
        Rows::Conflicts(rows) => conflict_records(rows),
        Rows::History(rows) => Records::of(rows, &columns::history()),
        Rows::Log(rows) => Records::of(rows, &columns::log()),
        Rows::Diff(rows) => Records::of(rows, &columns::diff()),
        Rows::Merge(rows) => Records::of(rows, &columns::merge()),
        Rows::Date(rows) => Records::of(rows, &columns::date()),
    }
}

fn dossier_records(dossier: &Dossier) -> Records {
    let relations = columns::timeline();
    Records::of_sections([
        ("entity", Records::of([dossier], &columns::dossier())),
        ("office", Records::of(&dossier.offices, &relations)),
        ("tie", Records::of(&dossier.ties, &relations)),
        ("event", Records::of(&dossier.events, &relations)),
    ])
}

fn relation_records(file: &RelationFile) -> Records {
    let relations = columns::timeline();
    let relation = Records::of([&file.row], &relations);
    Records::of_sections([
        (
            "relation",
            relation.beside(Records::of([file], &columns::relation())),
        ),
        ("part", Records::of(&file.parts, &relations)),
        ("report", Records::of(&file.reports, &columns::why())),
        ("uncounted", Records::of(&file.uncounted, &columns::why())),
    ])
}

fn source_records(file: &SourceFile) -> Records {
    let source = columns::source().under("source");
    Records::of_sections([
        ("source", Records::of([&file.source], &source)),
        (
            "relation",
            Records::of(&file.relations, &columns::timeline()),
        ),
    ])
}

fn pair_records(pair: &Between) -> Records {
    let relations = columns::timeline();
    Records::of_sections([
        ("tie", Records::of(&pair.ties, &relations)),
        ("event", Records::of(&pair.events, &relations)),
        ("year", Records::of(&pair.years, &columns::count())),
        ("go-between", common_records(&pair.go_betweens)),
        ("shortest", path_records(pair.shortest.as_slice())),
        ("gap", Records::of(&pair.gaps, &columns::gap())),
    ])
}

fn change_records(rows: &[ChangeRow]) -> Records {
    let relations = rows.iter().map(|change| &change.row);
    Records::of(rows, &columns::change()).beside(Records::of(relations, &columns::timeline()))
}

/// Returns a line for each account of each disagreement, with the number of the disagreement.
fn conflict_records(rows: &[ConflictRow]) -> Records {
    let numbered = (1..).zip(rows);
    let numbers = numbered.flat_map(|(number, row): (usize, _)| {
        let sides = row.sides.iter();
        sides.map(move |_| vec![number.to_string(), row.on.to_string()])
    });
    let numbers = Records {
        header: vec!["conflict".to_owned(), "on".to_owned()],
        lines: numbers.collect(),
    };
    let sides = rows.iter().flat_map(|row| &row.sides);
    let relations = rows
        .iter()
        .flat_map(|row| row.sides.iter().map(move |_| &row.row));
    numbers
        .beside(Records::of(sides, &columns::side().under("sides")))
        .beside(Records::of(relations, &columns::timeline()))
}

/// Returns a line for each step of each path, with the numbers of both.
fn path_records(rows: &[PathRow]) -> Records {
    let numbers = (1..).zip(rows).flat_map(|(path, row)| {
        let steps = 1..=row.steps.len();
        steps.map(move |step: usize| vec![usize::to_string(&path), step.to_string()])
    });
    let numbers = Records {
        header: vec!["path".to_owned(), "step".to_owned()],
        lines: numbers.collect(),
    };
    let paths = rows
        .iter()
        .flat_map(|row| row.steps.iter().map(move |_| row));
    let steps = rows.iter().flat_map(|row| &row.steps);
    numbers
        .beside(Records::of(paths, &columns::path()))
        .beside(Records::of(steps, &columns::step().under("steps")))
}

/// Returns a line for each pair of a common neighbour and one of those asked about.
fn common_records(rows: &[CommonRow]) -> Records {
    let entities = rows
        .iter()
        .flat_map(|row| row.with.iter().map(move |_| row));
    let shared = rows.iter().flat_map(|row| &row.with);
    Records::of(entities, &columns::common())
        .beside(Records::of(shared, &columns::shared().under("with")))
}

/// Returns the rows as comma-separated values.
pub(super) fn csv(rows: &Rows) -> String {
    let records = records(rows);
    let mut writer = csv::Writer::from_writer(Vec::new());
    for line in std::iter::once(&records.header).chain(&records.lines) {
        // Writing to memory cannot fail, and every line has as many fields as the header.
        let written = writer.write_record(line);
        debug_assert!(written.is_ok(), "{written:?}");
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Returns the rows as tab-separated values, one line each.
pub(super) fn tsv(rows: &Rows) -> String {
    let records = records(rows);
    std::iter::once(&records.header)
        .chain(&records.lines)
        .map(|line| {
            let fields: Vec<String> = line.iter().map(|value| on_one_line(value)).collect();
            fields.join("\t") + "\n"
        })
        .collect()
}

/// Returns the value with tabs and line breaks as spaces.
fn on_one_line(value: &str) -> String {
    value.replace(['\t', '\n', '\r'], " ")
}
