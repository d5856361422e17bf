//! Events that we wrote, by our own properties.

use super::line::Line;
use super::read::{Event, Reading};
use super::{DOMAIN, KIND, NUMBER, PARTY, PLACE, SOURCE, STATUS, SUMMARY, TITLE, TOPIC, WHEN};
use crate::edtf::Edtf;
use crate::model::{Parties, Relation, RelationId, Report, Source, SourceId};

impl Reading {
    /// Returns the relation that an event of ours tells of.
    pub(super) fn own(&mut self, event: &Event) -> Result<Relation, String> {
        let id = event.text("UID").ok_or("an event without `UID`")?;
        let id = id.strip_suffix(DOMAIN).unwrap_or(&id);
        let id = RelationId::new(id).map_err(|error| error.to_string())?;
        let mut parties = Parties::new();
        for line in event.all(PARTY) {
            let role = line.parameter("X-ROLE").ok_or("a party without `X-ROLE`")?;
            parties = parties.with(role, self.entity(line)?);
        }
        let kind = event.text(KIND).unwrap_or_default();
        let mut relation = Relation::new(id, kind, parties);
        relation.when = event.text(WHEN).map(|when| date(&when)).transpose()?;
        relation.status = event.text(STATUS).map(|word| word.parse()).transpose()?;
        relation.title = event.text(TITLE);
        relation.place = event
            .first(PLACE)
            .map(|line| self.entity(line))
            .transpose()?;
        relation.topics = event.all(TOPIC).map(Line::value_text).collect();
        for line in event.all(NUMBER) {
            let name = line
                .parameter("X-NAME")
                .ok_or("a number without `X-NAME`")?;
            let number = line.value.parse();
            let number = number.map_err(|_| format!("`{}` is no whole number", line.value))?;
            relation.numbers.insert(name.to_owned(), number);
        }
        relation.summary = event.text(SUMMARY);
        for line in event.all(SOURCE) {
            relation.reports.push(self.report(line)?);
        }
        Ok(relation)
    }

    /// Returns the report that a property tells of, and adds its source.
    fn report(&mut self, line: &Line) -> Result<Report, String> {
        let id = line.parameter("X-ID").ok_or("a source without `X-ID`")?;
        let id = SourceId::new(id).map_err(|error| error.to_string())?;
        let text = |name: &str| line.parameter(name).map(str::to_owned);
        let source = Source {
            publisher: text("X-PUBLISHER"),
            published: line.parameter("X-PUBLISHED").map(date).transpose()?,
            url: text("X-URL"),
            ..Source::new(id.clone(), line.value_text())
        };
        if self.sources.insert(id.clone()) {
            self.found.sources.push(source);
        }
        Ok(Report {
            locator: text("X-LOCATOR"),
            ..Report::new(id)
        })
    }
}

fn date(text: &str) -> Result<Edtf, String> {
    Edtf::parse(text).map_err(|error| error.to_string())
}
