//! Words that other programs understand, and what to type here instead.

/// First words of lines for other programs, and what is asked for here.
const ADVICE: &[(&str, &str)] = &[
    (
        "select match from desc",
        "questions are plain words, for example `timeline Kagame with Kazakhstan`; \
         `help examples` lists more",
    ),
    (
        "add insert new create",
        "`record KIND PARTY, PARTY on DATE from SOURCE` records a relation, `add entity` and \
         `add source` the others; `help add` tells how",
    ),
    (
        "update edit modify fix",
        "`correct ID FIELD …` gives a record as it should be; `help correct` tells how",
    ),
    (
        "delete remove erase",
        "`retract ID` takes a record back, `undo` what the last edit changed",
    ),
    (
        "commit",
        "an edit is recorded once it is answered; `undo` sets it back",
    ),
    (
        "backup compact salvage check diff",
        "that is done outside the shell; `chancery help` lists all of it",
    ),
    (
        "ls dir ll list tables databases schema info stats",
        WHAT_THERE_IS,
    ),
    (
        "exit() quit() bye logout leave end stop wq q!",
        "`quit` leaves; so does Ctrl-D",
    ),
    (
        "hello hi man h --help -h help() commands menu /help \\?",
        "`help` lists what can be typed, `help examples` questions to try",
    ),
    (
        "cd load connect import attach database",
        "`use FILE` opens other data",
    ),
    (
        "grep query get",
        "`find TEXT` searches names, `show NAME` tells about one",
    ),
    (
        "run exec execute \\i",
        "`source FILE` runs the lines of a file",
    ),
    (
        "reset unset",
        "`set` lists what is set; `set clocks off` ends both clocks",
    ),
    (
        "plot draw graph render browse picture",
        "`view` shows the last answer in a browser, `export FILE.svg` draws it",
    ),
    (
        "replay prove verify",
        "`chancery replay FILE`, outside the shell, checks the receipts in a file",
    ),
    (
        "write dump record",
        "`save FILE` writes what was typed, `export FILE` the last answer",
    ),
];

/// How to see what data there is.
const WHAT_THERE_IS: &str =
    "`count by kind` and `count by entity` tell what there is, `help` what can be asked";

/// What databases are asked to show.
const SHOWN: &str = "databases tables entities relations kinds schema all everything";

/// Returns what to type instead of a line that is meant for another program.
pub(super) fn advice(line: &str) -> Option<&'static str> {
    let line = line.trim().trim_end_matches(';').to_lowercase();
    let mut words = line.split_whitespace();
    let first = words.next()?;
    let shown = words.next().filter(|_| first == "show");
    if shown.is_some_and(|shown| holds(SHOWN, shown)) && words.next().is_none() {
        return Some(WHAT_THERE_IS);
    }
    let found = ADVICE.iter().find(|(words, _)| holds(words, first));
    found.map(|(_, advice)| *advice)
}

fn holds(words: &str, wanted: &str) -> bool {
    words.split(' ').any(|word| word == wanted)
}

#[cfg(test)]
mod tests {
    use chancery::query::language;

    use super::super::commands;
    use super::{ADVICE, advice};

    #[test]
    fn no_word_of_ours_is_foreign() {
        for word in ADVICE.iter().flat_map(|(words, _)| words.split(' ')) {
            assert!(language::verb(word).is_none(), "{word}");
            assert!(commands::named(word).is_none(), "{word}");
        }
    }

    #[test]
    fn lines_meant_for_other_programs_are_recognised() {
        for (line, part) in [
            ("SELECT * FROM entities;", "help examples"),
            ("SHOW DATABASES", "count by kind"),
            ("exit();", "quit"),
            ("ls -l", "count by kind"),
            ("delete kigali", "retract"),
            ("add person jane", "add entity"),
            ("edit kigali", "correct"),
            ("backup a.chancery", "outside the shell"),
        ] {
            assert!(advice(line).unwrap().contains(part), "{line}");
        }
        for line in ["show Kagame", "show all men", "bogus", "", ";"] {
            assert_eq!(advice(line), None, "{line}");
        }
    }
}
