//! Diagnostics as text with roles: the same words as their `Display`, ready to be painted.

use crate::diagnostic::{Diagnostic, Place};
use crate::text;

use super::markup::{Role, Text};

/// Returns a diagnostic as text: message, place, the line with a caret under the fault, help.
///
/// Its words equal the `Display` of the diagnostic, which tells errors where nothing is painted;
/// the text ends with a line break.
///
/// # Examples
/// ```
/// use chancery::diagnostic::{Diagnostic, Span};
/// use chancery::render::{Role, render_error};
///
/// let fault = Diagnostic::new("unknown kind `vist`").at("via vist", Span::new(4, 8));
/// let text = render_error(&fault);
/// assert!(text.pieces().any(|piece| piece == (Role::Caret, "^^^^")));
/// ```
pub fn render_error(fault: &Diagnostic) -> Text {
    let mut told = Text::of(Role::Fault, "error").with(Role::Plain, ": ");
    told.push(Role::Plain, &fault.message);
    told.end_line();
    if let Some(place) = &fault.place {
        tell_place(&mut told, place);
    }
    for help in &fault.help {
        told.push(Role::Place, "   = ");
        told.push(Role::Hint, "help: ");
        told.push(Role::Plain, help);
        told.end_line();
    }
    told
}

fn tell_place(told: &mut Text, place: &Place) {
    let (line, column) = (place.line, place.column);
    let at = match &place.file {
        Some(file) => format!("  --> {file}:{line}:{column}"),
        None => format!("  --> line {line}, column {column}"),
    };
    told.push(Role::Place, &at);
    told.end_line();
    told.push(Role::Place, "   | ");
    told.push(Role::Plain, &place.excerpt);
    told.end_line();
    let before: String = place
        .excerpt
        .chars()
        .take(column.saturating_sub(1))
        .collect();
    told.push(Role::Place, "   | ");
    told.push(Role::Plain, &" ".repeat(text::width(&before)));
    told.push(Role::Caret, &"^".repeat(place.width));
    told.end_line();
}

#[cfg(test)]
mod tests {
    use super::render_error;
    use crate::diagnostic::{Diagnostic, Span};

    #[test]
    fn the_words_are_those_of_the_plain_form() {
        let question = "东京 via aliance\u{1b}";
        let placed = Diagnostic::new("unknown kind `aliance\u{1b}`")
            .at(question, Span::new(11, 19))
            .help("the nearest kind is `alliance`");
        let filed = placed.clone().in_file("data\u{7}.ron");
        for fault in [Diagnostic::new("no\nplace"), placed, filed] {
            assert_eq!(render_error(&fault).plain(), format!("{fault}\n"));
        }
    }
}
