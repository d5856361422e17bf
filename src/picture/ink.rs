//! Colours and strokes: the one style sheet of all pictures.
//!
//! The colours of kinds are those of Okabe and Ito (2008), Color Universal Design, which people
//! with any common colour blindness tell apart; kinds differ in shape as well.

use crate::model::EntityKind;

use super::letters::FAMILIES;
use super::look::Theme;

/// The names of colours, with their values in the light and in the dark.
const COLOURS: [(&str, &str, &str); 13] = [
    ("ground", "#ffffff", "#14181f"),
    ("ink", "#1c2430", "#e8ecf2"),
    ("quiet", "#5b6675", "#a3aebd"),
    ("line", "#62708a", "#93a1b8"),
    ("faint", "#b4bcc8", "#56606f"),
    ("rule", "#e3e7ed", "#2a313c"),
    ("band", "#f5f7fa", "#1b2029"),
    ("state", "#0072b2", "#3f9bd8"),
    ("person", "#d55e00", "#f28c4b"),
    ("institution", "#009e73", "#35c49b"),
    ("forum", "#cc79a7", "#e3a3c6"),
    ("instrument", "#e69f00", "#f2bd4a"),
    ("place", "#56b4e9", "#a5d8f7"),
];

/// The rules, with `$name` for colours.
const RULES: &str = "\
.picture text{fill:$ink;font-size:12px}\
.picture .middle{text-anchor:middle}\
.picture .right{text-anchor:end}\
.picture .ground{fill:$ground}\
.picture .heading{font-size:20px;font-weight:700}\
.picture .quiet{fill:$quiet}\
.picture .small{font-size:11px}\
.picture .tiny{font-size:10px}\
.picture .strong{font-weight:700}\
.picture .great{font-size:15px;font-weight:700}\
.picture .halo{stroke:$ground;stroke-width:4px;stroke-linejoin:round;paint-order:stroke}\
.picture .figure{stroke:$ground;stroke-width:1.5px}\
.picture .ring{fill:none;stroke:$ink;stroke-width:2px}\
.picture .state{fill:$state}\
.picture .person{fill:$person}\
.picture .institution{fill:$institution}\
.picture .forum{fill:$forum}\
.picture .instrument{fill:$instrument}\
.picture .place{fill:$place}\
.picture .stroke{fill:none;stroke:$line}\
.picture .hollow{fill:none;stroke:$ground}\
.picture .head{fill:$line}\
.picture .cross{fill:none;stroke:$ink;stroke-width:1.6px}\
.picture .beside .stroke{stroke-opacity:0.6}\
.picture .beside .head{fill-opacity:0.75}\
.picture .dense .stroke{stroke-opacity:0.4}\
.picture .packed .stroke{stroke-opacity:0.16}\
.picture .behind .stroke{stroke:$faint}\
.picture .behind .head{fill:$faint}\
.picture .possible .stroke{stroke-dasharray:6 4}\
.picture .unchecked .stroke{stroke-dasharray:1.5 3}\
.picture .badge{fill:$ground;stroke:$line;stroke-width:1px}\
.picture .behind .badge{stroke:$faint}\
.picture .hit{fill:none;stroke:$ground;stroke-opacity:0;stroke-width:12px}\
.picture .rule{fill:none;stroke:$rule;stroke-width:1px}\
.picture .break{fill:none;stroke:$faint;stroke-width:1.2px;stroke-dasharray:2 3}\
.picture .open{fill:none;stroke:$institution;stroke-width:2px}\
.picture .band{fill:$band}\
.picture .tie{fill:$institution;fill-opacity:0.22;stroke:$institution;stroke-width:1px}\
.picture .event{fill:$state}\
.picture .whisker{fill:none;stroke:$line;stroke-width:1.4px}.picture .vague{stroke-dasharray:2 3}\
.picture .planned .tie,.picture .planned .event{fill:$ground;stroke-width:1.6px}\
.picture .planned .tie{fill-opacity:1}\
.picture .planned .event{stroke:$state}\
.picture .possible .tie{fill:$ground;fill-opacity:1;stroke:$institution;stroke-width:1.4px;stroke-dasharray:4 3}\
.picture .possible .event{fill:$ground;stroke:$state;stroke-width:1.6px;stroke-dasharray:2.2 1.8}\
.picture .unchecked .event{fill-opacity:0.5}.picture .unchecked .tie{fill-opacity:0.1;stroke-dasharray:1.5 2}";

/// Returns the style sheet of pictures in a theme.
///
/// That of [`Theme::Page`] is to stand once in the page. It names its colours as variables:
/// `--picture-ink`, `--picture-state` … with the light ones where a page sets none; those of the
/// other themes are in [`colours`].
pub fn stylesheet(theme: Theme) -> String {
    let mut rules = format!(".picture{{font-family:{FAMILIES}}}{RULES}");
    for (name, light, dark) in COLOURS {
        let value = match theme {
            Theme::Light => light.to_owned(),
            Theme::Dark => dark.to_owned(),
            Theme::Page => format!("var(--picture-{name},{light})"),
        };
        rules = rules.replace(&format!("${name}"), &value);
    }
    rules
}

/// Returns the colours of a theme as variables of a page: `--picture-ground:#ffffff;…`. Those of
/// [`Theme::Page`] are the light ones.
pub fn colours(theme: Theme) -> String {
    let declare = |(name, light, dark): (&str, &str, &str)| match theme {
        Theme::Dark => format!("--picture-{name}:{dark};"),
        Theme::Light | Theme::Page => format!("--picture-{name}:{light};"),
    };
    COLOURS.into_iter().map(declare).collect()
}

/// Returns the class of the colour of a kind.
pub(super) const fn class(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::State => "figure state",
        EntityKind::Person => "figure person",
        EntityKind::Institution => "figure institution",
        EntityKind::Forum => "figure forum",
        EntityKind::Instrument => "figure instrument",
        EntityKind::Place => "figure place",
    }
}

#[cfg(test)]
mod tests {
    use super::{Theme, stylesheet};

    #[test]
    fn every_colour_of_a_rule_is_known() {
        for theme in [Theme::Light, Theme::Dark, Theme::Page] {
            assert!(!stylesheet(theme).contains('$'), "{theme:?}");
        }
    }

    #[test]
    fn no_rule_reaches_beyond_pictures() {
        let rules = stylesheet(Theme::Page);
        let selectors = rules.split('}').filter_map(|rule| rule.split('{').next());
        for selector in selectors.flat_map(|several| several.split(',')) {
            assert!(
                selector.is_empty() || selector.starts_with(".picture"),
                "{selector}"
            );
        }
    }
}
