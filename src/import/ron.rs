//! Our own files as one more format: read by the files room, every good record kept.

use std::path::Path;

use super::{Format, ImportError, Input, Intake, Likeness};
use crate::files::{self, SourceFile};

/// The importer of our own data files.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ron;

impl Format for Ron {
    fn name(&self) -> &'static str {
        "ron"
    }

    fn looks_for(&self) -> &'static str {
        "our own files: `(` and the sections sources, entities, relations, kinds or offices"
    }

    fn recognises(&self, name: &str, sample: &str) -> Option<Likeness> {
        let mut lines = sample.lines().map(str::trim_start);
        let begins = lines
            .find(|line| !line.is_empty() && !line.starts_with("//") && !line.starts_with("#!["))
            .is_some_and(|line| line.starts_with('('));
        let has_section = SECTIONS.iter().any(|section| sample.contains(section));
        let is_named = Path::new(name)
            .extension()
            .is_some_and(|extension| extension == "ron");
        match (is_named, begins && has_section) {
            (_, true) => Some(Likeness::new(95, "it has the sections of our own files")),
            (true, false) => Some(Likeness::new(50, "its name ends with `.ron`")),
            (false, false) => None,
        }
    }

    fn read(&self, mut input: Input, intake: &mut Intake) -> Result<(), ImportError> {
        let file = text_of(&mut input)?;
        let reading = files::read_each(intake.ontology().clone(), std::slice::from_ref(&file));
        let count = reading.counts.first().copied().unwrap_or_default();
        intake.adopt(&reading.dataset);
        intake.count_records(count, &reading.diagnostics)
    }
}

/// How the sections of our files begin.
const SECTIONS: [&str; 5] = ["sources:", "entities:", "relations:", "kinds:", "offices:"];

/// Returns the text of a file that is read as a whole.
pub(super) fn text_of(input: &mut Input) -> Result<SourceFile, ImportError> {
    let (mut text, mut next) = (String::new(), 1);
    while let Some(line) = input.next_line()? {
        // Lines that were left out keep their place, so that places in the text are those in the file.
        (next..line.number).for_each(|_| text.push('\n'));
        next = line.number + 1;
        text.push_str(line.text);
        text.push('\n');
    }
    Ok(SourceFile::new(input.name(), text))
}

#[cfg(test)]
mod tests {

    use super::{Format, Ron};

    #[test]
    fn our_files_are_known_by_their_sections() {
        let score = |name: &str, text: &str| Ron.recognises(name, text).map(|found| found.score);
        assert_eq!(score("x.txt", "// ours\n(\n    entities: []"), Some(95));
        assert_eq!(score("x.ron", ""), Some(50));
        assert_eq!(score("x.txt", "who,entities: whom"), None);
    }
}
