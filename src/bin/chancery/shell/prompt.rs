//! The prompt: it shows the clocks, without which an answer could be misread.

use chancery::edtf::Moment;
use chancery::graph::Clocks;
use chancery::text;

/// The prompt without clocks.
const BARE: &str = "chancery> ";
/// The columns that a prompt leaves for what is typed.
const ROOM: usize = 30;

/// Returns the prompt for a screen of `width` columns, short where a long one leaves no room.
pub(super) fn prompt(
    clocks: &Clocks,
    recorded_at: Option<Moment>,
    width: usize,
    ascii: bool,
) -> String {
    let told = |[first, second, third]: [&str; 3]| {
        let words = [(first, &clocks.as_of), (second, &clocks.known_by)];
        let set = words
            .into_iter()
            .filter_map(|(word, day)| Some(format!("{word} {}", day.as_ref()?)));
        let recorded = recorded_at.map(|moment| format!("{third} {}", moment.shortest()));
        let parts: Vec<String> = set.chain(recorded).collect();
        parts.join(if ascii { ", " } else { " · " })
    };
    let long = told(["as of", "known by", "recorded at"]);
    if long.is_empty() {
        return BARE.to_owned();
    }
    let long = format!("chancery [{long}]> ");
    if text::width(&long) + ROOM <= width {
        long
    } else {
        format!("[{}]> ", told(["of", "by", "at"]))
    }
}

#[cfg(test)]
mod tests {
    use chancery::edtf::{Edtf, Moment};
    use chancery::graph::Clocks;

    use super::prompt;

    #[track_caller]
    fn check(as_of: &str, known_by: &str, width: usize, ascii: bool, expected: &str) {
        let clocks = Clocks {
            as_of: Edtf::parse(as_of).ok(),
            known_by: Edtf::parse(known_by).ok(),
        };
        assert_eq!(prompt(&clocks, None, width, ascii), expected);
    }

    #[test]
    fn without_clocks_there_is_only_the_name() {
        check("", "", 20, false, "chancery> ");
    }

    #[test]
    fn each_clock_is_shown_with_its_name() {
        check("2024", "", 80, false, "chancery [as of 2024]> ");
        check("", "2025-05", 80, false, "chancery [known by 2025-05]> ");
        let both = "chancery [as of 2024-02-03 · known by 2025-05-27]> ";
        check("2024-02-03", "2025-05-27", 81, false, both);
    }

    #[test]
    fn a_narrow_screen_keeps_room_to_type() {
        let both = "[of 2024-02-03 · by 2025-05-27]> ";
        check("2024-02-03", "2025-05-27", 80, false, both);
        check("2024-02-03", "", 40, false, "[of 2024-02-03]> ");
    }

    #[test]
    fn the_moment_of_recording_is_shown_behind_the_clocks() {
        let clocks = Clocks {
            as_of: Edtf::parse("2024").ok(),
            known_by: None,
        };
        let at = Moment::end_of("2026-11-22T13:25").ok();
        let shown = |width| prompt(&clocks, at, width, true);
        assert_eq!(
            shown(90),
            "chancery [as of 2024, recorded at 2026-11-22T13:25]> "
        );
        assert_eq!(shown(60), "[of 2024, at 2026-11-22T13:25]> ");
    }

    #[test]
    fn ascii_is_obeyed() {
        let both = "chancery [as of 2024, known by 2025]> ";
        check("2024", "2025", 80, true, both);
    }
}
