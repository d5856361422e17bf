//! Actors of GDELT: codes of country, organisation and role, and who is meant by them.

use std::fmt::Write as _;

use hashbrown::HashMap;

use super::super::{Gazetteer, Intake, Mention, Record, Who};
use crate::edtf::Day;
use crate::model::EntityKind;

/// The scheme of the codes.
const CAMEO: &str = "cameo";

/// What bodies of a country are called, by role. Where ICEWS names the same body, it is its name: the
/// government of a country is one entity in both.
const ROLES: [(&str, &str); 35] = [
    ("AGR", "Agriculture"),
    ("BUS", "Business"),
    ("COP", "Police"),
    ("CRM", "Criminal"),
    ("CVL", "Citizen"),
    ("DEV", "Development"),
    ("EDU", "Education"),
    ("ELI", "Elite"),
    ("ENV", "Environment"),
    ("GOV", "Government"),
    ("HLH", "Health"),
    ("HRI", "Human Rights"),
    ("IGO", "Intergovernmental Organization"),
    ("IMG", "International Militarized Group"),
    ("INS", "Insurgent"),
    ("INT", "International Actor"),
    ("JUD", "Judiciary"),
    ("LAB", "Labor"),
    ("LEG", "Legislature"),
    ("MED", "Media"),
    ("MIL", "Military"),
    ("MNC", "Multinational Corporation"),
    ("MOD", "Moderate"),
    ("NGM", "Non-Governmental Movement"),
    ("NGO", "Non-Governmental Organization"),
    ("OPP", "Opposition"),
    ("PKO", "Peacekeeping Troop"),
    ("RAD", "Extremist"),
    ("REB", "Armed Rebel"),
    ("REF", "Refugee"),
    ("SEP", "Separatist"),
    ("SET", "Settler"),
    ("SPY", "Intelligence"),
    ("UAF", "Unaligned Armed Forces"),
    ("UIS", "Unidentified State Actor"),
];

/// The columns of an actor, counted from its first.
mod column {
    pub(super) const CODE: usize = 0;
    pub(super) const NAME: usize = 1;
    pub(super) const COUNTRY: usize = 2;
    pub(super) const GROUP: usize = 3;
    /// People, first and second faith.
    pub(super) const OF_KIN: [usize; 3] = [4, 5, 6];
    pub(super) const ROLE: usize = 7;
}

/// Why a row is skipped one of whose actors is nobody in particular.
pub(super) const NO_ACTOR: &str = "the row names one actor only";
pub(super) const OF_NOWHERE: &str = "an actor is known by a role, a people or a faith alone";
pub(super) const OF_KIN: &str = "an actor is a people or a faith of a country";

/// Reads actors.
#[derive(Debug, Default)]
pub(super) struct Actors {
    /// Where the name of a body is put together.
    name: String,
    /// What the gazetteer calls whoever has a code, whatever the day.
    called: HashMap<String, Option<&'static str>>,
}

impl Actors {
    /// Returns who stands in the ten columns from `at`, or why that is nobody in particular.
    pub(super) fn who(
        &mut self,
        record: &Record<'_>,
        at: usize,
        day: Day,
        intake: &mut Intake,
    ) -> Result<Who, &'static str> {
        let field = |column: usize| record.get(at + column).unwrap_or_default().trim();
        let [country, group, role] = [column::COUNTRY, column::GROUP, column::ROLE].map(field);
        if field(column::CODE).is_empty() {
            return Err(NO_ACTOR);
        }
        let is_of_kin = column::OF_KIN
            .iter()
            .any(|column| !field(*column).is_empty());
        match (country, group, role) {
            (_, group, _) if !group.is_empty() => {
                let name = self.called(group, day).unwrap_or(field(column::NAME));
                Ok(intake.entity(&coded(name, &[(CAMEO, group)], day)))
            }
            ("", ..) => Err(OF_NOWHERE),
            (_, _, "") if is_of_kin => Err(OF_KIN),
            (country, _, "") => {
                let name = self.called(country, day).unwrap_or(country);
                Ok(intake.entity(&coded(name, &[(CAMEO, country)], day)))
            }
            (country, _, role) => Ok(self.body(country, role, day, intake)),
        }
    }

    /// Returns what the gazetteer calls whoever has a code on a day.
    fn called(&mut self, code: &str, day: Day) -> Option<&'static str> {
        if let Some(name) = self.called.get(code) {
            return *name;
        }
        let gazetteer = Gazetteer::builtin();
        let polity = gazetteer.by_code(CAMEO, code, Some(day));
        let name = polity.map(|polity| polity.name.as_str());
        if !gazetteer.code_hangs_on_day(CAMEO, code) {
            self.called.insert(code.to_owned(), name);
        }
        name
    }

    /// Returns the body that has a role in a country.
    fn body(&mut self, country: &str, role: &str, day: Day, intake: &mut Intake) -> Who {
        let known = ROLES.binary_search_by_key(&role, |(code, _)| code).ok();
        let role = known
            .and_then(|at| ROLES.get(at))
            .map_or(role, |(_, name)| name);
        let country = self.called(country, day).unwrap_or(country);
        self.name.clear();
        // Writing to a text cannot fail.
        let _ = write!(self.name, "{role} ({country})");
        intake.entity(&Mention {
            kind: Some(EntityKind::Institution),
            country: Some(country),
            on: Some(day),
            ..Mention::named(&self.name)
        })
    }
}

/// Returns the mention of whoever has a code.
fn coded<'a>(name: &'a str, codes: &'a [(&'a str, &'a str)], day: Day) -> Mention<'a> {
    Mention {
        codes,
        on: Some(day),
        ..Mention::named(name)
    }
}

#[cfg(test)]
mod tests {
    use super::ROLES;

    #[test]
    fn roles_stand_in_order_of_their_codes() {
        assert!(ROLES.is_sorted_by_key(|(code, _)| code));
    }
}
