//! Names: how a row names entities, one or a list of them, by name and by codes.
//!
//! Knows cells; who is meant by a name is decided by the intake.

use super::plan::PartyPlan;
use super::row::{Cleaning, Row};
use super::template::Template;
use crate::edtf::Day;
use crate::import::Mention;
use crate::model::EntityKind;

/// One entity as a row names it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named<'p> {
    name: String,
    kind: EntityKind,
    codes: Vec<(&'p str, String)>,
}

impl Named<'_> {
    /// Tells whether the entity must be known already, if the mapping does not say so: states must.
    pub(super) const fn is_state(&self) -> bool {
        matches!(self.kind, EntityKind::State)
    }

    /// Returns what the row has for the entity: its name, or else its code.
    pub(super) fn written(&self) -> &str {
        let code = || self.codes.first().map(|(_, code)| code.as_str());
        let named = Some(self.name.as_str()).filter(|name| !name.is_empty());
        named.or_else(code).unwrap_or_default()
    }

    /// Hands over the mention of the entity in a row of this day.
    pub(super) fn mention<T>(
        &self,
        country: Option<&str>,
        on: Option<Day>,
        take: impl FnOnce(&Mention<'_>) -> T,
    ) -> T {
        let codes = self.codes.iter();
        let codes: Vec<(&str, &str)> = codes.map(|(scheme, code)| (*scheme, &**code)).collect();
        take(&Mention {
            name: &self.name,
            kind: Some(self.kind),
            country,
            codes: &codes,
            on,
        })
    }
}

impl PartyPlan {
    /// Returns the entities that a row names, in order; nothing for one that is not named at all.
    ///
    /// Names and codes of a list stand side by side. Codes that are more or fewer than the names
    /// cannot be told apart and are left out.
    pub(super) fn named(&self, row: &Row<'_>, cleaning: &Cleaning) -> Vec<Option<Named<'_>>> {
        let names = self.listed(self.name.as_ref(), row, cleaning);
        let codes = self.codes.iter().map(|(scheme, text)| {
            let codes = self.listed(Some(text), row, cleaning);
            (scheme.as_str(), codes)
        });
        let codes: Vec<(&str, Vec<String>)> = codes.collect();
        let most = codes.iter().map(|(_, codes)| codes.len()).max();
        let count = match names.len() {
            0 => most.unwrap_or_default(),
            names => names,
        };
        let each = (0..count).map(|at| {
            let fitting = codes.iter().filter(|(_, codes)| codes.len() == count);
            let codes =
                fitting.filter_map(|(scheme, codes)| Some((*scheme, codes.get(at)?.clone())));
            let codes: Vec<(&str, String)> = codes.filter(|(_, code)| !code.is_empty()).collect();
            let name = names.get(at).filter(|name| !name.is_empty());
            let name = name.cloned().unwrap_or_default();
            if name.is_empty() && codes.is_empty() {
                return None;
            }
            let kind = self.kinds.iter().find(|(known, _)| *known == name);
            let kind = kind.map_or(self.kind, |(_, kind)| *kind);
            Some(Named { name, kind, codes })
        });
        each.collect()
    }

    /// Returns the members of a list, or the one that stands in its place.
    fn listed(
        &self,
        text: Option<&Template<usize>>,
        row: &Row<'_>,
        cleaning: &Cleaning,
    ) -> Vec<String> {
        let Some(filled) = text.and_then(|text| text.fill(row)) else {
            return Vec::new();
        };
        let Some(between) = self.list.as_deref() else {
            return vec![filled];
        };
        let members = filled.split(between);
        members
            .map(|member| cleaning.clean(member).to_owned())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::PartyPlan;
    use super::super::row::{Cleaning, Row};
    use super::super::template::Template;
    use crate::model::EntityKind;

    /// Returns names and codes of the entities in a row of a name and a code.
    fn named(cells: &[&str]) -> Vec<Option<(String, Vec<String>)>> {
        let plan = PartyPlan {
            word: "host".to_owned(),
            kind: EntityKind::State,
            kinds: Vec::new(),
            name: Some(Template::of_column(0)),
            codes: vec![("wikidata".to_owned(), Template::of_column(1))],
            country: None,
            list: Some("|".to_owned()),
            known: None,
            optional: false,
        };
        let cleaning = Cleaning {
            nothing: Vec::new(),
            strip: vec!["entity/".to_owned()],
        };
        let named = plan.named(&Row::of_cells(cells), &cleaning);
        let shown = named.into_iter().map(|named| {
            let named = named?;
            let codes = named.codes.into_iter().map(|(_, code)| code);
            Some((named.name, codes.collect()))
        });
        shown.collect()
    }

    fn one(name: &str, codes: &[&str]) -> (String, Vec<String>) {
        let codes = codes.iter().map(|code| (*code).to_owned());
        (name.to_owned(), codes.collect())
    }

    #[test]
    fn names_and_codes_of_a_list_stand_side_by_side() {
        let pair = named(&["Ruritania|Freedonia", "entity/Q1|entity/Q2"]);
        assert_eq!(
            pair,
            [
                Some(one("Ruritania", &["Q1"])),
                Some(one("Freedonia", &["Q2"]))
            ]
        );
        let odd = named(&["Ruritania|Freedonia", "entity/Q1"]);
        assert_eq!(
            odd,
            [Some(one("Ruritania", &[])), Some(one("Freedonia", &[]))]
        );
    }

    #[test]
    fn who_has_no_name_may_have_a_code() {
        assert_eq!(named(&["", "entity/Q1"]), [Some(one("", &["Q1"]))]);
        assert_eq!(named(&["", ""]), []);
        assert_eq!(
            named(&["Ruritania|", ""]),
            [Some(one("Ruritania", &[])), None]
        );
    }
}
