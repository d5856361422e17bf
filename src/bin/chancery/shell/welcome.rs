//! The first screen: what is open, what to type, how to leave.

use chancery::Chancery;
use chancery::model::Dataset;
use chancery::render::{Role, Text};
use chancery::text;

/// What a newcomer can type on the built-in data, and what it shows.
pub(super) const PROPOSALS: [(&str, &str); 3] = [
    ("show Kagame", "all that is known of somebody or something"),
    (
        "timeline Kagame with Kazakhstan",
        "what happened, oldest first",
    ),
    ("paths Lavrov to ASAN", "how two are linked"),
];
/// The same on any other data.
const GENERAL_PROPOSALS: [(&str, &str); 3] = [
    ("timeline last 10", "what happened most recently"),
    ("count by kind", "what sorts of relations there are"),
    ("help examples", "questions to adapt"),
];

/// Returns the first screen for a terminal of `width` columns.
pub(super) fn text(chancery: &Chancery, width: usize) -> Text {
    let mut screen = Text::of(
        Role::Heading,
        concat!("Chancery ", env!("CARGO_PKG_VERSION")),
    );
    screen.push(Role::Plain, &format!(": {}", summary(chancery.data())));
    screen.end_line();
    let is_builtin = chancery.data().entity_ix("paul-kagame").is_some();
    let proposals = if is_builtin {
        PROPOSALS
    } else {
        GENERAL_PROPOSALS
    };
    let widest = proposals
        .iter()
        .map(|(line, _)| text::width(line))
        .max()
        .unwrap_or(0);
    for (line, shows) in proposals {
        screen.push(Role::Entity, &format!("  {}", text::pad(line, widest)));
        if widest + text::width(shows) + 6 <= width {
            screen.push(Role::Hint, &format!("  {shows}"));
        }
        screen.end_line();
    }
    screen.push(
        Role::Plain,
        "help lists more, Tab completes, quit or Ctrl-D leaves",
    );
    screen.end_line();
    screen
}

/// Returns how much there is.
pub(crate) fn summary(data: &Dataset) -> String {
    let count = |number: usize, one: &str, many: &str| {
        format!("{number} {}", if number == 1 { one } else { many })
    };
    [
        count(data.entities().len(), "entity", "entities"),
        count(data.relation_count(), "relation", "relations"),
        count(data.sources().len(), "source", "sources"),
    ]
    .join(", ")
}
