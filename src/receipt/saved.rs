//! Receipts in files: written below an answer, and found again in whatever was saved.
//!
//! Two forms hold the same fields. Among lines for people each field is a line of its own,
//! `# receipt KEY: VALUE`; among JSON a receipt is one object on one line.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::{Digest, Printed, Receipt, ReceiptError};
use crate::edtf::Edtf;

/// What each line of a receipt for people begins with.
const MARK: &str = "# receipt ";
/// The key of the first field, which begins a receipt.
const FIRST: &str = "question";
/// The key of the last field: a digest of all others, by which a slip of the pen is noticed.
const CHECK: &str = "check";

/// The keys and values of a receipt, in their order.
type Fields = Vec<(String, String)>;

impl Receipt {
    /// Returns the receipt as lines for people, each with its end.
    pub fn to_lines(&self) -> String {
        let mut lines = String::new();
        for (key, value) in self.fields() {
            // Writing to memory cannot fail.
            let _ = writeln!(lines, "{MARK}{key}: {value}");
        }
        let _ = writeln!(lines, "{MARK}{CHECK}: {}", self.check());
        lines
    }

    /// Returns the receipt as JSON on one line, without its end.
    pub fn to_json(&self) -> String {
        let line = Line {
            receipt: Body {
                question: self.question.clone(),
                as_of: self.as_of.as_ref().map(Edtf::to_string),
                known_by: self.known_by.as_ref().map(Edtf::to_string),
                data: self.data.to_string(),
                answer: self.answer.to_string(),
                text: self.text.as_ref().map(Printed::to_string),
                version: self.version.clone(),
                check: self.check(),
            },
        };
        // Writing to memory cannot fail, and all keys are text.
        serde_json::to_string(&line).unwrap_or_default()
    }

    /// Returns all fields but the last.
    fn fields(&self) -> Fields {
        let text = |text: &dyn ToString| Some(text.to_string());
        let fields = [
            (FIRST, text(&self.question)),
            ("as of", self.as_of.as_ref().map(Edtf::to_string)),
            ("known by", self.known_by.as_ref().map(Edtf::to_string)),
            ("data", text(&self.data)),
            ("answer", text(&self.answer)),
            ("text", self.text.as_ref().map(Printed::to_string)),
            ("version", text(&self.version)),
        ];
        let present = |(key, value): (&str, Option<String>)| Some((key.to_owned(), value?));
        fields.into_iter().filter_map(present).collect()
    }

    /// Returns the value of the last field.
    fn check(&self) -> String {
        let fields = self.fields().into_iter();
        let lines: Vec<String> = fields
            .map(|(key, value)| format!("{key}: {value}"))
            .collect();
        Digest::of(lines.join("\n")).short()
    }

    /// Returns the receipt of these fields, the last included.
    fn from_fields(mut fields: Fields) -> Result<Receipt, ReceiptError> {
        let mut taken = |key: &'static str| {
            let at = fields.iter().position(|(name, _)| name == key)?;
            Some(fields.remove(at).1)
        };
        let mut needed = |key: &'static str| taken(key).ok_or(ReceiptError::Lacks { key });
        let question = needed(FIRST)?;
        let data = read("data", &needed("data")?)?;
        let answer = read("answer", &needed("answer")?)?;
        let version = needed("version")?;
        let check = needed(CHECK)?;
        let mut clock = |key| taken(key).map(|text| read(key, &text)).transpose();
        let (as_of, known_by) = (clock("as of")?, clock("known by")?);
        let text = taken("text").map(|text| read("text", &text)).transpose()?;
        if let Some((key, _)) = fields.into_iter().next() {
            return Err(ReceiptError::Unknown { key });
        }
        let receipt = Receipt {
            question,
            as_of,
            known_by,
            data,
            answer,
            text,
            version,
        };
        if receipt.check() == check {
            Ok(receipt)
        } else {
            Err(ReceiptError::Altered)
        }
    }
}

fn read<T: std::str::FromStr>(key: &'static str, text: &str) -> Result<T, ReceiptError> {
    text.parse().map_err(|_| ReceiptError::Unreadable {
        key,
        value: text.to_owned(),
    })
}

/// The object on the line of a receipt.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    receipt: Body,
}

/// The fields of a receipt, in the order of their keys.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    question: String,
    as_of: Option<String>,
    known_by: Option<String>,
    data: String,
    answer: String,
    text: Option<String>,
    version: String,
    check: String,
}

impl Body {
    fn into_fields(self) -> Fields {
        let fields = [
            (FIRST, Some(self.question)),
            ("as of", self.as_of),
            ("known by", self.known_by),
            ("data", Some(self.data)),
            ("answer", Some(self.answer)),
            ("text", self.text),
            ("version", Some(self.version)),
            (CHECK, Some(self.check)),
        ];
        let present = |(key, value): (&str, Option<String>)| Some((key.to_owned(), value?));
        fields.into_iter().filter_map(present).collect()
    }
}

/// A receipt found in a saved text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// The receipt, or why it cannot be read as one.
    pub receipt: Result<Receipt, ReceiptError>,
    /// Whether the lines above it are those below which it was printed; true too of a receipt
    /// that was not printed below any.
    pub keeps_text: bool,
}

/// Returns every receipt in a saved text, whichever of its forms it has: lines among other lines,
/// fenced or not, or an object among objects.
///
/// What looks like a part of a receipt is found too, as one that cannot be read.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::analysis::Cancel;
/// use chancery::receipt::find;
///
/// let (chancery, cancel) = (Chancery::builtin()?, Cancel::new());
/// if let Some(plan) = chancery.plan("count Rwanda by kind")? {
///     let answer = chancery.run(&plan, &cancel)?;
///     let receipt = chancery.receipt(&plan, &answer, &cancel)?;
///     let saved = format!("visits\t7\n\n{}", receipt.to_lines());
///     let found = find(&saved);
///     assert_eq!(found[0].line, 3);
///     assert_eq!(found[0].receipt.as_ref(), Ok(&receipt));
///     assert!(find(&saved.replace("rwanda", "uganda"))[0].receipt.is_err());
/// }
/// # Ok::<(), chancery::Error>(())
/// ```
pub fn find(saved: &str) -> Vec<Found> {
    let mut finder = Finder {
        above: saved.lines().collect(),
        begun: None,
        found: Vec::new(),
    };
    for (at, line) in saved.lines().enumerate() {
        finder.line(at, line.trim());
    }
    finder.end();
    finder.found
}

/// A search for receipts under way.
struct Finder<'a> {
    /// All lines of the text.
    above: Vec<&'a str>,
    /// The receipt of which some lines were read: where it begins, and its fields.
    begun: Option<(usize, Fields)>,
    found: Vec<Found>,
}

impl Finder<'_> {
    fn line(&mut self, at: usize, line: &str) {
        let Some(field) = line.strip_prefix(MARK) else {
            self.end();
            if is_object(line) {
                self.object(at, line);
            }
            return;
        };
        let (key, value) = field.split_once(": ").unwrap_or((field, ""));
        if key == FIRST {
            self.end();
        }
        let (_, fields) = self.begun.get_or_insert_with(|| (at, Fields::new()));
        fields.push((key.to_owned(), value.to_owned()));
        if key == CHECK {
            self.end();
        }
    }

    /// Ends the receipt that was begun, if one was.
    fn end(&mut self) {
        if let Some((at, fields)) = self.begun.take() {
            self.keep(at, Receipt::from_fields(fields));
        }
    }

    fn object(&mut self, at: usize, line: &str) {
        let receipt = serde_json::from_str::<Line>(line)
            .map_err(|_| ReceiptError::Altered)
            .and_then(|line| Receipt::from_fields(line.receipt.into_fields()));
        self.keep(at, receipt);
    }

    fn keep(&mut self, at: usize, receipt: Result<Receipt, ReceiptError>) {
        let printed = receipt.as_ref().ok().and_then(|receipt| receipt.text);
        let keeps_text = printed.is_none_or(|printed| {
            let first = at.checked_sub(printed.lines);
            let above = first.and_then(|first| self.above.get(first..at));
            above.is_some_and(|lines| Printed::of_lines(lines) == printed)
        });
        self.found.push(Found {
            line: at + 1,
            receipt,
            keeps_text,
        });
    }
}

/// Tells whether a line looks like the object of a receipt, even if a letter of it is wrong.
fn is_object(line: &str) -> bool {
    let begins = line.starts_with(r#"{"receipt":"#);
    let ends = line.ends_with("\"}}") && line.contains(r#","version":""#);
    begins || ends && line.contains(r#""sha256:"#)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::edtf::Edtf;
    use crate::receipt::{Digest, Receipt, ReceiptError};

    fn receipt() -> Receipt {
        Receipt {
            question: "timeline rwanda: as of 2024".to_owned(),
            as_of: Edtf::parse("2024").ok(),
            known_by: None,
            data: Digest::of("data"),
            answer: Digest::of("answer"),
            text: None,
            version: "1.2.3".to_owned(),
        }
    }

    /// Returns what is wrong with the one receipt of a text.
    #[track_caller]
    fn fault(saved: &str) -> String {
        match find(saved).as_slice() {
            [only] => only.receipt.as_ref().unwrap_err().to_string(),
            all => panic!("{} receipts: {saved}", all.len()),
        }
    }

    #[test]
    fn both_forms_hold_the_same_receipt() {
        let receipt = receipt().below("1\n2\n");
        for form in [receipt.to_lines(), receipt.to_json()] {
            assert_eq!(find(&form)[0].receipt.as_ref(), Ok(&receipt), "{form}");
        }
    }

    #[test]
    fn a_receipt_that_is_not_whole_is_found_as_such() {
        let lines = receipt().to_lines();
        let cut: String = lines.split_inclusive('\n').take(3).collect();
        assert_eq!(fault(&cut), "the receipt lacks `answer`");
        assert_eq!(
            fault("# receipt check: 1234\n"),
            "the receipt lacks `question`"
        );
        let twice = lines.replace(
            "# receipt as of: 2024\n",
            &"# receipt as of: 2024\n".repeat(2),
        );
        assert_eq!(fault(&twice), "the receipt has `as of` once too often");
        let other = lines.replace("as of: 2024\n", "as of: soon\n");
        assert_eq!(fault(&other), "`soon` is no value of `as of`");
        let json = receipt().to_json();
        assert_eq!(fault(&json[..40]), ReceiptError::Altered.to_string());
    }

    #[test]
    fn a_receipt_behind_half_a_one_is_whole() {
        let lines = receipt().to_lines();
        let cut: String = lines.split_inclusive('\n').take(2).collect();
        let found = find(&format!("{cut}{lines}"));
        let lines: Vec<(usize, bool)> = found
            .iter()
            .map(|one| (one.line, one.receipt.is_ok()))
            .collect();
        assert_eq!(lines, [(1, false), (3, true)]);
    }

    #[test]
    fn other_remarks_and_objects_are_no_receipts() {
        assert_eq!(
            find("# a receipt\n# receipts\n{\"receipts\":1}\n{}\n\n"),
            []
        );
    }
}
