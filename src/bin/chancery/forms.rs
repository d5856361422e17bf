//! The forms in which data and answers leave as files: our own, those of other programs, pictures
//! and pages.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chancery::answer::{Answer, Rows, Scene};
use chancery::diagnostic::Diagnostic;
use chancery::dossier;
use chancery::exchange::{Exchange, exchanges};
use chancery::picture::{self, Look, Picture, PictureError, Pixels, Theme};
use chancery::text;
use itertools::Itertools as _;

use crate::exit::Failure;

/// One form.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    /// It holds records, of data or of what stands behind an answer.
    Held(Held),
    /// It shows an answer.
    Shown(Shown),
}

/// A form that holds records.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Held {
    /// Our own data file, or a folder of them.
    Ron,
    /// The files of another program.
    Exchange(&'static dyn Exchange),
}

/// A form that shows an answer.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shown {
    /// A picture, as SVG.
    Svg,
    /// A picture, as PNG.
    Png,
    /// A page for browsers.
    Html,
    /// A page of Markdown.
    Markdown,
}

/// A form, its name, and what it is for.
type Named = (Form, &'static str, &'static str);

/// The forms that are not those of other programs.
const OWN: [Named; 5] = [
    (
        Form::Held(Held::Ron),
        "ron",
        "our own data files: nothing is lost",
    ),
    (
        Form::Shown(Shown::Svg),
        "svg",
        "a picture of an answer: network, timeline or chains",
    ),
    (Form::Shown(Shown::Png), "png", "the same in pixels"),
    (
        Form::Shown(Shown::Html),
        "html",
        "an answer as one page that needs nothing else: a dossier",
    ),
    (
        Form::Shown(Shown::Markdown),
        "md",
        "the dossier as Markdown",
    ),
];

/// What there is to draw of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Motif {
    /// Who is linked to whom.
    Network,
    /// What happened when.
    Timeline,
    /// Which way leads from one to the other.
    Chains,
}

impl Form {
    /// Returns all forms with their names, and what they are for.
    fn table() -> impl Iterator<Item = Named> {
        let foreign = exchanges().iter().map(|form| {
            let held = Form::Held(Held::Exchange(*form));
            (held, form.name(), form.summary())
        });
        OWN.into_iter().chain(foreign)
    }

    /// Returns the names of all forms, and what they are for.
    pub(crate) fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
        Form::table().map(|(_, name, summary)| (name, summary))
    }

    /// Returns the form of a name.
    pub(crate) fn named(word: &str) -> Option<Form> {
        let word = word.to_lowercase();
        let word = match word.as_str() {
            "markdown" => "md",
            "htm" => "html",
            word => word,
        };
        let mut all = Form::table();
        all.find(|(_, name, ..)| *name == word)
            .map(|(form, ..)| form)
    }

    /// Returns the form that a file of this name has: that with the longest ending that fits.
    pub(crate) fn of_path(path: &Path) -> Option<Form> {
        let name = path.file_name()?.to_str()?.to_lowercase();
        let endings = |form: Form| form.endings().iter().map(move |ending| (form, *ending));
        let each = Form::table().flat_map(|(form, ..)| endings(form));
        let fitting = each.filter(|(_, ending)| name.ends_with(ending));
        // Of endings as long as each other the first counts: our own, then in order of the table.
        let longest = fitting.max_set_by_key(|(_, ending)| ending.len());
        longest.first().map(|(form, _)| *form)
    }

    /// Returns the failure of a word that names no form.
    pub(crate) fn unknown(word: &str) -> Failure {
        let fault = Diagnostic::new(format!("`{word}` is no format that can be written"));
        let names = || Form::names().map(|(name, _)| name);
        Failure::usage(match text::nearest(word, names()) {
            Some(near) => fault.help(format!("the nearest is `{near}`")),
            None => fault.help(format!("possible are `{}`", names().join("`, `"))),
        })
    }

    /// Returns the failure of an ending that no form has.
    pub(crate) fn unknown_ending(ending: &str) -> Failure {
        let fault = Diagnostic::new(format!("`.{ending}` is no format that can be written"));
        Failure::usage(fault.help(match ending {
            "chancery" => "`chancery import DATA --into FILE.chancery` makes a database",
            "csv" => "`export csv` writes two files: `FILE.nodes.csv` and `FILE.edges.csv`",
            "pdf" => "browsers print an exported `FILE.html` as PDF",
            "json" => "`FILE.cyjs` is a graph, `FILE.jsonld` holds everything",
            _ => "`help exports` lists the formats",
        }))
    }

    /// Tells whether it is a picture.
    pub(crate) const fn is_picture(self) -> bool {
        matches!(self, Form::Shown(Shown::Svg | Shown::Png))
    }

    /// Returns the endings of its files.
    pub(crate) fn endings(self) -> &'static [&'static str] {
        match self {
            Form::Held(Held::Exchange(form)) => form.endings(),
            Form::Held(Held::Ron) => &[".ron"],
            Form::Shown(Shown::Svg) => &[".svg"],
            Form::Shown(Shown::Png) => &[".png"],
            Form::Shown(Shown::Html) => &[".html"],
            Form::Shown(Shown::Markdown) => &[".md"],
        }
    }

    /// Returns the paths of its files, if the first or all of them are to be called so.
    pub(crate) fn paths(self, path: &Path) -> Vec<PathBuf> {
        let (Form::Held(Held::Exchange(form)), [first, _, ..]) = (self, self.endings()) else {
            return vec![path.to_owned()];
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // The whole may be called by one of its files, by their sort, or by the form.
        let sort = first.rfind('.').and_then(|dot| first.get(dot..));
        let own = format!(".{}", form.name());
        let known = form
            .endings()
            .iter()
            .copied()
            .chain(sort)
            .chain([own.as_str()]);
        let stems = known.filter_map(|ending| name.strip_suffix(ending));
        let stem = stems.min_by_key(|stem| stem.len()).unwrap_or(&name);
        let file = |ending: &&str| path.with_file_name(format!("{stem}{ending}"));
        form.endings().iter().map(file).collect()
    }
}

impl Motif {
    /// Returns what is best drawn of an answer.
    pub(crate) const fn of(answer: &Answer) -> Motif {
        match &answer.rows {
            Rows::Paths(_) => Motif::Chains,
            Rows::Timeline(_)
            | Rows::Changes(_)
            | Rows::Conflicts(_)
            | Rows::Relation(_)
            | Rows::Source(_)
            | Rows::Who(_)
            | Rows::Why(_) => Motif::Timeline,
            _ => Motif::Network,
        }
    }
}

/// How many pixels of a PNG one of the picture takes on a side: screens and printers are fine.
const SCALE: f32 = 2.0;

/// How pictures are drawn.
#[derive(Debug)]
pub(crate) struct Ink {
    look: Look,
    fonts: Vec<Vec<u8>>,
}

impl Ink {
    /// Returns the ink for a light or a dark ground, with further fonts for pixels.
    pub(crate) fn new(is_dark: bool, fonts: Vec<Vec<u8>>) -> Ink {
        let theme = if is_dark { Theme::Dark } else { Theme::Light };
        let look = Look {
            theme,
            ..Look::default()
        };
        Ink { look, fonts }
    }

    fn draw(&self, scene: &Scene, motif: Motif) -> Picture {
        match motif {
            Motif::Network => picture::network(scene, &self.look),
            Motif::Timeline => picture::timeline(scene, &self.look),
            Motif::Chains => picture::chains(scene, &self.look),
        }
    }

    /// Returns the pixels of a picture; one that is very large has fewer of them.
    fn pixels(&self, picture: &Picture) -> Result<Pixels, PictureError> {
        let pixels = |scale| picture::png_with(picture, scale, &self.fonts);
        match pixels(SCALE) {
            Err(PictureError::Size { .. }) => pixels(1.0),
            drawn => drawn,
        }
    }
}

impl Shown {
    /// Returns what is to be seen of an answer in this form, and the letters that are left out.
    pub(crate) fn bytes(
        self,
        scene: &Scene,
        motif: Motif,
        ink: &Ink,
    ) -> Result<(Vec<u8>, BTreeSet<char>), PictureError> {
        let text = match self {
            Shown::Svg => ink.draw(scene, motif).svg,
            Shown::Png => {
                let pixels = ink.pixels(&ink.draw(scene, motif))?;
                return Ok((pixels.png, pixels.lacking));
            }
            Shown::Html => dossier::page(scene),
            Shown::Markdown => dossier::markdown(scene),
        };
        Ok((text.into_bytes(), BTreeSet::new()))
    }
}
