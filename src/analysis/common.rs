//! Common contacts: who is linked to all of several entities.

use std::cmp::Reverse;

use crate::edtf::Truth;
use crate::graph::View;
use crate::model::EntityIx;

use super::fan::Fan;
use super::{Cancel, Hit, Stopped, surest};

/// An entity that is linked to all of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Common {
    /// The entity.
    pub entity: EntityIx,
    /// The relations that link it to each, in the order asked; in order of date.
    pub with: Vec<Vec<Hit>>,
    /// Whether it is linked to each for certain.
    pub truth: Truth,
}

impl Common {
    /// Returns how many relations link it to all together; one that links it to two counts twice.
    pub fn relations(&self) -> usize {
        self.with.iter().map(Vec::len).sum()
    }
}

/// Returns the entities that are linked to all of `entities`, the most linked first, then by id.
///
/// Tells who can carry a message between those who do not speak to each other. None of those
/// asked about is listed. Direction is not followed; parallel relations all count; a relation of
/// many parties links each two of them. Only entities of the kinds the lens asks for are listed.
///
/// # Errors
/// [`Stopped`] if `cancel` is raised.
///
/// # Complexity
/// O(d + k log k) for the relations d and neighbours k of all entities together.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::analysis::{Cancel, common};
/// use chancery::graph::{Lens, View};
///
/// let chancery = Chancery::builtin()?;
/// let (lens, cancel) = (Lens::default(), Cancel::new());
/// let view = View::new(chancery.network(), &lens);
/// let place = |id| chancery.data().entity_ix(id).unwrap();
/// let found = common(view, &[place("sergey-lavrov"), place("paul-kagame")], &cancel)?;
/// assert_eq!(found[0].entity, place("rwanda"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn common(
    view: View<'_>,
    entities: &[EntityIx],
    cancel: &Cancel,
) -> Result<Vec<Common>, Stopped> {
    let of_kind = |entity| view.lens().of.contains(view.network().entity_kind(entity));
    let keep = |entity: EntityIx| of_kind(entity) && !entities.contains(&entity);
    let fans = entities
        .iter()
        .map(|entity| Fan::around(view, *entity, keep, cancel))
        .collect::<Result<Vec<Fan>, Stopped>>()?;
    let Some(fewest) = fans.iter().min_by_key(|fan| fan.groups().len()) else {
        return Ok(Vec::new());
    };
    let candidates = fewest.groups().iter().map(|group| group.to);
    let mut found: Vec<Common> = candidates
        .filter_map(|entity| join(&fans, entity))
        .collect();
    found.sort_by_key(|common| (Reverse(common.relations()), common.entity));
    Ok(found)
}

/// Returns what links an entity to the middle of each fan, if something links it to all.
fn join(fans: &[Fan], entity: EntityIx) -> Option<Common> {
    let with: Vec<Vec<Hit>> = fans
        .iter()
        .map(|fan| fan.hits_to(entity).map(<[Hit]>::to_vec))
        .collect::<Option<_>>()?;
    let truth = with
        .iter()
        .map(|hits| surest(hits))
        .fold(Truth::Certain, Truth::and);
    Some(Common {
        entity,
        with,
        truth,
    })
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Cancel, common};
    use crate::graph::sample::{at, network};
    use crate::graph::{Lens, View};

    #[test]
    fn the_most_linked_come_first_and_those_asked_about_never() {
        let network = network(&[
            "meeting 2015 a b",
            "meeting 2015 a c",
            "meeting 2015 b c",
            "meeting 2015 a b d",
            "meeting 2016 a d",
            "meeting 2016 a e",
        ]);
        let lens = Lens::default();
        let asked = [at(&network, "a"), at(&network, "b")];
        let found = common(View::new(&network, &lens), &asked, &Cancel::new()).unwrap();
        let rows: Vec<(&str, usize)> = found
            .iter()
            .map(|row| {
                (
                    network.data().entity(row.entity).id.as_str(),
                    row.relations(),
                )
            })
            .collect();
        assert_eq!(rows, [("d", 3), ("c", 2)]);
    }
}
