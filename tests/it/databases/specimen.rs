//! The database that is kept of every version of the format: a few records, with every sort of
//! change.

use std::fs;
use std::path::Path;

use chancery::edit;
use chancery::edtf::Day;
use chancery::files::SourceFile;
use chancery::model::{Batch, Dataset, Form, Row, Status};
use chancery::register::{Author, Edit, Entry, Register};
use chancery::store::Holder;
use chancery::{Chancery, Database};

use crate::laid_out::begun;
use crate::program::here;

/// A database that is being made, and how many entries were asked for: each is made an hour after
/// the one before.
struct Specimen {
    database: Database,
    hours: u32,
}

/// Makes the database at a path. Moments and authors are always the same.
pub(super) fn make(path: &Path) -> Database {
    let holder = Holder {
        name: "tests".to_owned(),
        process: 1,
        since: None,
    };
    let database = Database::create(path, &holder).unwrap();
    let mut specimen = Specimen { database, hours: 0 };
    specimen.import(&beginning(), "import beginning.ron");
    for words in [
        "add source gazette title \"Gazette of Borduria\" published 2026-01 language en",
        "add entity lake-forum kind forum name \"Lake Forum\" alias \"Forum am See\"",
        "record meeting Berg, Plekszy on 2026-01-05 at Szohód about trade, oil from gazette locator \"page 2\"",
        "correct berg-visits-borduria date 2024-03-01/2024-03-02, no summary",
        "alias Åland \"Lake Land\"",
        "add entity igor-p kind person name \"Igor P.\"",
        "merge igor-p into Plekszy",
        "split igor-p",
        "merge lake-forum into Borduria",
        "undo",
        "retract sisters because \"counted twice\"",
        "undo",
        "redo",
        "undo",
        "add source notes title \"Notes of June\" note \"by hand\"",
        "retract source notes because \"never published\"",
        "retract igor-p",
    ] {
        specimen.edit(words);
    }
    specimen.import(&wire(8), "import wire, first edition");
    // A row that is dropped, one that is dropped and comes back, and one that is replaced.
    specimen.edit("retract wire-2026-2");
    specimen.edit("retract wire-2026-4");
    specimen.edit("undo");
    specimen.edit("correct wire-2026-5 status cancelled");
    specimen.take_over_what_a_copy_has();
    specimen.import(&wire(12), "import wire, second edition");
    specimen.edit("retract wire-2026-12");
    specimen.database.lay_out().unwrap();
    specimen.database
}

impl Specimen {
    fn author(&mut self) -> Author {
        self.hours += 1;
        let [name, other] = ["anna", "Béla \"B.\" Kiss"];
        let name = if self.hours.is_multiple_of(3) {
            other
        } else {
            name
        };
        let (day, hour) = (20 + self.hours / 24, self.hours % 24);
        Author {
            name: name.to_owned(),
            at: format!("2026-11-{day}T{hour:02}:00:00Z").parse().unwrap(),
        }
    }

    fn import(&mut self, data: &Dataset, words: &str) {
        let author = self.author();
        let brought = self.database.import(data, words, &author).unwrap();
        assert!(brought.entry.is_some(), "{words}: nothing is new");
    }

    fn edit(&mut self, words: &str) {
        let edit = self.read(words);
        let author = self.author();
        let entry = self.database.prepare(&edit, words, &author);
        self.database.commit(entry.unwrap()).unwrap();
    }

    fn read(&mut self, words: &str) -> Edit {
        let chancery = self.database.chancery().unwrap();
        match edit::read(words, chancery.world(), self.database.register()) {
            Ok(dictated) => dictated.unwrap().edit,
            Err(fault) => panic!("{}", fault.diagnostic(words)),
        }
    }

    /// Lets somebody edit a copy, and takes over what was recorded there.
    fn take_over_what_a_copy_has(&mut self) {
        let words = "correct gazette publisher \"Government of Borduria\"";
        let edit = self.read(words);
        let author = self.author();
        let mut copy = Register::new(self.database.register().base().clone());
        for entry in self.database.register().entries() {
            copy.push(entry.clone()).unwrap();
        }
        copy.push(copy.prepare(&edit, words, &author).unwrap())
            .unwrap();
        self.edit("correct gazette retrieved 2026-02-01");
        let taken = self.database.register().take_over(&copy).unwrap();
        let entries: Vec<Entry> = taken.entries;
        assert!(!entries.is_empty() && taken.conflicts.is_empty());
        for entry in entries {
            self.database.commit(entry).unwrap();
        }
    }
}

fn beginning() -> Dataset {
    let text = fs::read_to_string(here("tests/files/databases/beginning.ron")).unwrap();
    let file = SourceFile::new("beginning.ron", text);
    Chancery::from_files(&[file]).unwrap().data().clone()
}

/// Returns so many rows of an event wire, some of which are told again or have a place.
fn wire(rows: u32) -> Dataset {
    let mut batch = Batch::new("wire".parse().unwrap(), "wire-2026").unwrap();
    let form = |kind: &str, title: Option<&str>, roles: [&str; 2]| Form {
        kind: kind.to_owned(),
        title: title.map(str::to_owned),
        status: Some(Status::Reported),
        roles: roles.map(str::to_owned),
    };
    let forms = [
        form("meeting", None, ["participant"; 2]),
        form("visit", Some("State visit"), ["visitor", "host"]),
    ];
    let forms = forms.map(|form| batch.form(form).unwrap());
    let parties = ["anna-berg", "aland", "borduria", "szohod"];
    let parties = parties.map(|id| batch.party(id.parse().unwrap()));
    for number in 1..=rows {
        let at = number as usize;
        let row = batch.push(Row {
            number,
            form: forms[at % 2],
            from: parties[at % 2],
            to: parties[2],
            day: Day::from_ymd(2026, 2, 1)
                .unwrap()
                .plus_days(i64::from(number / 2)),
        });
        if at % 4 == 1 {
            batch.tell_again(row, 100 + number);
        }
        if at % 5 == 1 {
            batch.set_place(row, parties[3]);
        }
    }
    let mut builder = begun(&beginning());
    builder.batch(batch);
    builder.build().unwrap()
}
