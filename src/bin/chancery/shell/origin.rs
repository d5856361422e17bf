//! Whose lines the shell runs: what somebody types, or what a script holds.

use chancery::diagnostic::Diagnostic;
use chancery::query::Statement;

/// Where lines come from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Origin<'a> {
    /// Somebody types them.
    Typed,
    /// A script holds them.
    Script {
        /// The name of its file, if it is one.
        name: Option<&'a str>,
        /// Whether the first error ends it.
        bail: bool,
    },
}

impl Origin<'_> {
    /// Places a fault in a statement of `text` in the file whose `first_line` is that of the text.
    pub(super) fn place(
        self,
        fault: &mut Diagnostic,
        text: &str,
        statement: &Statement<'_>,
        first_line: usize,
    ) {
        let Origin::Script {
            name: Some(file), ..
        } = self
        else {
            return;
        };
        let Some(place) = fault.place.as_mut().filter(|place| place.file.is_none()) else {
            return;
        };
        if place.line == 1 {
            let before = text[..statement.at].rsplit('\n').next().unwrap_or_default();
            place.column += before.chars().count();
        }
        place.line += statement.line - 1;
        if let Some(line) = text.lines().nth(place.line - 1) {
            line.clone_into(&mut place.excerpt);
        }
        place.line += first_line - 1;
        place.file = Some(file.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use chancery::diagnostic::{Diagnostic, Span};
    use chancery::query::split_statements;

    use super::Origin;

    #[test]
    fn a_fault_in_the_second_statement_of_a_line_points_into_the_file() {
        let text = "date 2015; date 20x";
        let statement = split_statements(text)[1];
        let mut fault = Diagnostic::new("no date").at(statement.text, Span::new(5, 8));
        let origin = Origin::Script {
            name: Some("script"),
            bail: true,
        };
        origin.place(&mut fault, text, &statement, 7);
        let shown =
            "error: no date\n  --> script:7:17\n   | date 2015; date 20x\n   |                 ^^^";
        assert_eq!(fault.to_string(), shown);
    }
}
