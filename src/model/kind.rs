//! Relation kinds: what a relation of each kind means, and how it is put into words.
//!
//! A kind knows itself alone; how kinds stand together is for the ontology.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::EntityKind;

/// Whether a relation happens or lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Nature {
    /// It happens: a meeting, a visit, a signature.
    Event,
    /// It lasts: an office, a membership, a mission.
    Tie,
}

impl Nature {
    /// Returns the word for the nature.
    pub const fn word(self) -> &'static str {
        match self {
            Nature::Event => "event",
            Nature::Tie => "tie",
        }
    }
}

impl fmt::Display for Nature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl From<Nature> for String {
    fn from(nature: Nature) -> String {
        nature.word().to_owned()
    }
}

impl TryFrom<String> for Nature {
    type Error = String;

    fn try_from(text: String) -> Result<Nature, String> {
        match text.as_str() {
            "event" => Ok(Nature::Event),
            "tie" => Ok(Nature::Tie),
            _ => Err(super::error::unknown("nature", &text, ["event", "tie"])),
        }
    }
}

/// The PLOVER category and mode of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plover {
    /// The category.
    pub category: String,
    /// The mode within the category, where PLOVER has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
}

/// A part that entities play in relations of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// The role's name.
    pub id: String,
    /// The kinds of entity that may play it; none named means any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<EntityKind>,
    /// How many must play it.
    #[serde(default)]
    pub min: usize,
    /// How many may play it at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<usize>,
}

impl Role {
    /// Returns a role that anybody may play, in any number.
    pub fn new(id: impl Into<String>) -> Role {
        Role {
            id: id.into(),
            of: Vec::new(),
            min: 0,
            max: None,
        }
    }

    /// Tells whether entities of a kind may play it.
    pub fn admits(&self, kind: EntityKind) -> bool {
        self.of.is_empty() || self.of.contains(&kind)
    }
}

/// The words for two parties of one relation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The role of the first party.
    pub from: String,
    /// The role of the second; the same role makes the link mutual.
    pub to: String,
    /// The words from first to second: "visited".
    pub forward: String,
    /// The words from second to first: "received a visit from"; for mutual links the same words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back: Option<String>,
}

impl Link {
    /// Returns a link with the words from first to second, which serve for the way back too.
    pub fn new(from: impl Into<String>, to: impl Into<String>, forward: impl Into<String>) -> Link {
        Link {
            from: from.into(),
            to: to.into(),
            forward: forward.into(),
            back: None,
        }
    }

    /// Tells whether the link reads the same from both sides.
    pub fn is_mutual(&self) -> bool {
        self.from == self.to
    }

    /// Returns the words from second to first.
    pub fn back_words(&self) -> &str {
        self.back.as_deref().unwrap_or(&self.forward)
    }
}

/// Which role of a kind acts for which: whoever plays `agent` acts for whoever plays `principal`,
/// on the days the tie holds.
///
/// A state acts for itself alone, whatever role it plays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acts {
    /// The role of those who act: the holder of an office.
    pub agent: String,
    /// The role of those for whom they act: the body.
    pub principal: String,
    /// Whether they do so beside what they are otherwise: then a deed of theirs is no deed of the
    /// principal. The president who chairs an organisation for a year remains a president.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub beside: bool,
}

impl Acts {
    /// Says that whoever plays `agent` acts for whoever plays `principal`.
    pub fn new(agent: impl Into<String>, principal: impl Into<String>) -> Acts {
        Acts {
            agent: agent.into(),
            principal: principal.into(),
            beside: false,
        }
    }
}

/// One kind of relation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// The kind's name, a slug.
    pub id: String,
    /// The word for several.
    pub plural: String,
    /// Whether it happens or lasts.
    pub nature: Nature,
    /// What it is and when to use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Other words that questions may use for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// The roles, in the order in which they are shown.
    pub roles: Vec<Role>,
    /// The words for pairs of roles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Who acts for whom while a tie of the kind holds; nothing if nobody does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acts: Option<Acts>,
    /// Whether all parties take part for themselves alone, whomever they act for otherwise.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub personal: bool,
    /// PLOVER category and mode, for ties those of the act that begins them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plover: Option<Plover>,
    /// CAMEO codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cameo: Vec<String>,
    /// The nearest FollowTheMoney schema.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ftm: Option<String>,
    /// The nearest Wikidata property.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wikidata: Option<String>,
}

/// The words for a pair of roles that the kind has no words for.
const TOGETHER: &str = "took part with";

impl Kind {
    /// Returns a kind of which only name, nature and roles are said; its plural ends in `s`.
    ///
    /// # Examples
    /// ```
    /// use chancery::model::{Kind, Link, Nature, Ontology, Role};
    ///
    /// let roles = vec![Role::new("visitor"), Role::new("host")];
    /// let visit = Kind {
    ///     links: vec![Link::new("visitor", "host", "visited")],
    ///     ..Kind::new("visit", Nature::Event, roles)
    /// };
    /// let ontology = Ontology::new(Vec::new(), vec![visit])?;
    /// assert!(ontology.named("Visits").is_some());
    /// # Ok::<(), chancery::model::OntologyError>(())
    /// ```
    pub fn new(id: impl Into<String>, nature: Nature, roles: Vec<Role>) -> Kind {
        let id = id.into();
        Kind {
            plural: format!("{id}s"),
            id,
            nature,
            note: None,
            also: Vec::new(),
            roles,
            links: Vec::new(),
            acts: None,
            personal: false,
            plover: None,
            cameo: Vec::new(),
            ftm: None,
            wikidata: None,
        }
    }

    /// Returns the place of a role among the kind's roles.
    pub fn role(&self, id: &str) -> Option<usize> {
        self.roles.iter().position(|role| role.id == id)
    }

    /// Tells whether such a tie gives somebody a post of a body: it says who acts for whom, and is
    /// an occupancy in the sense of FollowTheMoney.
    pub fn is_post(&self) -> bool {
        self.acts.is_some() && self.ftm.as_deref() == Some("Occupancy")
    }

    /// Tells whether relations of the kind count for those for whom the parties act. A tie that
    /// says who acts for whom, and what is personal, stay with the parties themselves.
    pub const fn rolls_up(&self) -> bool {
        self.acts.is_none() && !self.personal
    }

    /// Returns how a party in role `from` is linked to one in role `to`: the words, and the direction.
    pub fn words(&self, from: &str, to: &str) -> (&str, Direction) {
        let straight = self
            .links
            .iter()
            .find(|link| link.from == from && link.to == to);
        if let Some(link) = straight {
            let direction = if link.is_mutual() {
                Direction::Mutual
            } else {
                Direction::Forward
            };
            return (&link.forward, direction);
        }
        match self
            .links
            .iter()
            .find(|link| link.from == to && link.to == from)
        {
            Some(link) => (link.back_words(), Direction::Back),
            None => (TOGETHER, Direction::Mutual),
        }
    }
}

/// Which way a step runs along a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the acting role to the other.
    Forward,
    /// From the other role to the acting one.
    Back,
    /// Both sides act alike.
    Mutual,
}

impl Direction {
    /// Returns the word for the direction.
    pub const fn word(self) -> &'static str {
        match self {
            Direction::Forward => "forward",
            Direction::Back => "back",
            Direction::Mutual => "mutual",
        }
    }
}

/// The small number of a kind in its ontology. It means nothing in another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KindIx(pub(crate) u16);

impl KindIx {
    /// Returns the place in the ontology's order.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

#[cfg(test)]
mod tests {
    use super::{Acts, Kind, Nature, Role};

    #[test]
    fn what_is_personal_and_what_tells_who_acts_does_not_roll_up() {
        let roles = || vec![Role::new("holder"), Role::new("body")];
        let plain = Kind::new("membership", Nature::Tie, roles());
        assert!(plain.rolls_up());
        let personal = Kind {
            personal: true,
            ..plain.clone()
        };
        assert!(!personal.rolls_up());
        let acts = Acts::new("holder", "body");
        let office = Kind {
            acts: Some(acts),
            ..plain
        };
        assert!(!office.rolls_up());
    }
}
