//! The values of nodes and edges: their names and shapes, in the order in which they are written.

/// What stands in a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One text.
    Text,
    /// Texts in their order.
    List,
}

/// A value that nodes or edges may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Field {
    /// Its name in every format.
    pub(crate) name: &'static str,
    /// What stands in it.
    pub(crate) shape: Shape,
}

const fn text(name: &'static str) -> Field {
    let shape = Shape::Text;
    Field { name, shape }
}

const fn list(name: &'static str) -> Field {
    let shape = Shape::List;
    Field { name, shape }
}

/// The values of nodes beside id and label.
pub(crate) const NODE_FIELDS: [Field; 5] = [
    text("kind"),
    text("class"),
    list("aliases"),
    list("codes"),
    text("note"),
];

/// The values of edges beside id, ends and label.
pub(crate) const EDGE_FIELDS: [Field; 19] = [
    text("kind"),
    text("direction"),
    text("relation"),
    list("parties"),
    text("when"),
    text("earliest"),
    text("latest"),
    text("status"),
    text("place"),
    list("topics"),
    text("title"),
    text("summary"),
    text("part_of"),
    list("numbers"),
    list("sources"),
    list("source_titles"),
    list("source_publishers"),
    list("source_published"),
    list("source_urls"),
];
