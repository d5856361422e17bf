//! Forms: `Police (Rwanda)`, as ICEWS writes the bodies and crowds of a whole.
//!
//! Knows the heads of such names and what sort of body each is; which wholes there are is told by
//! others.

use crate::text;

/// A sort of body that states have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    /// The head as ICEWS writes it.
    pub(super) head: &'static str,
    /// The end of the ids of such bodies.
    pub(super) slug: &'static str,
    /// Their class.
    pub(super) class: &'static str,
    /// What such a body is called, `{}` for the whole; the first way is the one shown.
    pub(super) called: &'static [&'static str],
}

const fn form(
    head: &'static str,
    slug: &'static str,
    class: &'static str,
    called: &'static [&'static str],
) -> Form {
    Form {
        head,
        slug,
        class,
        called,
    }
}

/// The bodies that act for their whole.
const ORGANS: &[Form] = &[
    form(
        "Foreign Affairs",
        "foreign-ministry",
        "ministry",
        &[
            "Ministry of Foreign Affairs of {}",
            "Foreign Ministry of {}",
            "{} Foreign Ministry",
        ],
    ),
    form(
        "Defense / Security Ministry",
        "defence-ministry",
        "ministry",
        &[
            "Ministry of Defence of {}",
            "Defence Ministry of {}",
            "Ministry of Defense of {}",
        ],
    ),
    form(
        "Domestic Affairs",
        "interior-ministry",
        "ministry",
        &["Ministry of the Interior of {}", "Interior Ministry of {}"],
    ),
    form(
        "Treasury/Finance Ministry",
        "finance-ministry",
        "ministry",
        &["Ministry of Finance of {}", "Finance Ministry of {}"],
    ),
    form(
        "Finance / Economy / Commerce / Trade Ministry",
        "economy-ministry",
        "ministry",
        &["Ministry of Economy and Trade of {}"],
    ),
    form(
        "Justice Department/Ministery",
        "justice-ministry",
        "ministry",
        &["Ministry of Justice of {}", "Justice Ministry of {}"],
    ),
    form(
        "Education Ministry",
        "education-ministry",
        "ministry",
        &["Ministry of Education of {}"],
    ),
    form(
        "Health Ministry",
        "health-ministry",
        "ministry",
        &["Ministry of Health of {}"],
    ),
    form(
        "Agriculture / Fishing / Forestry Ministry",
        "agriculture-ministry",
        "ministry",
        &["Ministry of Agriculture of {}"],
    ),
    form(
        "Energy Department/Ministry",
        "energy-ministry",
        "ministry",
        &["Ministry of Energy of {}"],
    ),
    form(
        "Environment Department/Ministry",
        "environment-ministry",
        "ministry",
        &["Ministry of Environment of {}"],
    ),
    form(
        "Information Ministry",
        "information-ministry",
        "ministry",
        &["Ministry of Information of {}"],
    ),
    form(
        "Information / Communication / Transparency Ministry",
        "communication-ministry",
        "ministry",
        &["Ministry of Communication of {}"],
    ),
    form(
        "Labor and Employment Ministry",
        "labour-ministry",
        "ministry",
        &["Ministry of Labour of {}", "Ministry of Labor of {}"],
    ),
    form(
        "Industrial / Textiles / Mining Ministry",
        "industry-ministry",
        "ministry",
        &["Ministry of Industry of {}"],
    ),
    form(
        "Ministry of Tourism",
        "tourism-ministry",
        "ministry",
        &["Ministry of Tourism of {}"],
    ),
    form(
        "Ministry/Department of Technology",
        "technology-ministry",
        "ministry",
        &["Ministry of Technology of {}"],
    ),
    form("Ministry", "ministries", "ministry", &["Ministries of {}"]),
    form(
        "Head of Government",
        "head-of-government",
        "office",
        &["Head of Government of {}"],
    ),
    form(
        "Government",
        "government",
        "government",
        &["Government of {}"],
    ),
    form(
        "Interim Government",
        "interim-government",
        "government",
        &["Interim Government of {}"],
    ),
    form(
        "Cabinet / Council of Ministers / Advisors",
        "cabinet",
        "government",
        &["Cabinet of {}", "Council of Ministers of {}"],
    ),
    form(
        "Other Authorities / Officials",
        "authorities",
        "government",
        &["Authorities of {}"],
    ),
    form(
        "Government Official",
        "government-officials",
        "government",
        &["Government officials of {}"],
    ),
    form(
        "Royal Administration",
        "royal-administration",
        "government",
        &["Royal administration of {}"],
    ),
    form(
        "Military",
        "military",
        "military",
        &["Military of {}", "Armed Forces of {}"],
    ),
    form(
        "Military Personnel",
        "military-personnel",
        "military",
        &["Military personnel of {}"],
    ),
    form(
        "Military Personnel - Special",
        "special-forces",
        "military",
        &["Special forces of {}"],
    ),
    form(
        "High Ranking Military Personnel",
        "military-command",
        "military",
        &["Military command of {}"],
    ),
    form("Air Force", "air-force", "military", &["Air Force of {}"]),
    form("Naval", "navy", "military", &["Navy of {}"]),
    form("Police", "police", "police", &["Police of {}"]),
    form(
        "Legislature",
        "legislature",
        "legislature",
        &["Legislature of {}", "Parliament of {}"],
    ),
    form(
        "Intelligence",
        "intelligence",
        "agency",
        &["Intelligence of {}"],
    ),
    form("Envoy", "envoys", "office", &["Envoys of {}"]),
    form(
        "High Commission",
        "high-commission",
        "mission",
        &["High Commission of {}"],
    ),
    form("Public Courts", "courts", "court", &["Public courts of {}"]),
    form(
        "Central Bank",
        "central-bank",
        "agency",
        &["Central Bank of {}"],
    ),
];

/// Further heads, folded, of bodies and offices that act for their whole, by a word in them.
const ORGAN_WORDS: [(&str, &str); 12] = [
    ("ministry", "ministry"),
    ("army", "military"),
    ("navy", "military"),
    ("senate", "legislature"),
    ("house of representatives", "legislature"),
    ("parliament", "legislature"),
    ("constitutional court", "court"),
    ("supreme court", "court"),
    ("attorney general", "office"),
    ("chief of staff", "office"),
    ("representative to", "mission"),
    ("presidential press service", "office"),
];

/// Returns the parts of `Head (Whole)`, the whole without its own brackets parted.
pub(super) fn parted(name: &str) -> Option<(&str, &str)> {
    let (head, rest) = name.trim().split_once(" (")?;
    let whole = rest.strip_suffix(')')?;
    (!head.is_empty() && !whole.is_empty()).then_some((head, whole))
}

/// Returns the form with this head, if it is one of those that act for their whole.
pub(super) fn organ(head: &str) -> Option<&'static Form> {
    ORGANS.iter().find(|form| form.head == head)
}

/// Returns the class of a body with another head, and whether it acts for its whole.
pub(super) fn class(head: &str) -> (&'static str, bool) {
    let folded = text::fold(head);
    let of_state = ORGAN_WORDS.iter().find(|(word, _)| folded.contains(word));
    if let Some((_, class)) = of_state {
        return (class, true);
    }
    let party = ["party", "parties", "coalition", "alliance", "congress"];
    let is_party = text::words(&folded).any(|word| party.contains(&word));
    (if is_party { "party" } else { "group" }, false)
}

#[cfg(test)]
mod tests {
    use super::{ORGANS, class, organ, parted};

    #[test]
    fn a_head_and_a_whole_are_parted() {
        assert_eq!(parted("Police (Rwanda)"), Some(("Police", "Rwanda")));
        assert_eq!(
            parted("Citizen (Holy See (Vatican City State))"),
            Some(("Citizen", "Holy See (Vatican City State)"))
        );
        assert_eq!(parted("Police"), None);
        assert_eq!(parted("Police ()"), None);
    }

    #[test]
    fn no_two_forms_share_a_head_or_an_end_of_ids() {
        for (at, form) in ORGANS.iter().enumerate() {
            let others = ORGANS.iter().skip(at + 1);
            assert!(
                others
                    .clone()
                    .all(|other| other.head != form.head && other.slug != form.slug),
                "{}",
                form.head
            );
        }
    }

    #[test]
    fn a_ministry_acts_for_its_state_and_a_crowd_does_not() {
        assert_eq!(
            organ("Foreign Affairs").map(|form| form.slug),
            Some("foreign-ministry")
        );
        assert_eq!(class("Ministry of Public Security"), ("ministry", true));
        assert_eq!(class("Ruling Party"), ("party", false));
        assert_eq!(class("Protester"), ("group", false));
    }
}
