//! Printing what was answered.

use super::Command;
use super::call::Answers;
use super::failure::Failure;
use super::globals::Format;
use crate::output;
use crate::value::Value;

impl Command<'_> {
    /// Prints answers in the format that was asked for.
    pub(super) fn format(&self, answers: Answers) -> Result<String, Failure> {
        match (answers, self.globals.output) {
            (Answers::One(answer), _) => self.print(answer),
            (Answers::Pages(pages), Format::Text) => {
                let mut text = String::new();
                for part in pages.parts() {
                    text.push_str(&self.print(part)?);
                }
                if let Some(token) = &pages.resume {
                    let token = Value::Object(vec![("NextToken".into(), Value::text(token))]);
                    text.push_str(&self.print(Value::Object(vec![("NextToken".into(), token)]))?);
                }
                Ok(text)
            }
            (Answers::Pages(pages), _) => self.print(pages.full()),
        }
    }

    /// Prints one value, after the query.
    pub(super) fn print(&self, answer: Value) -> Result<String, Failure> {
        let answer = match &self.globals.query {
            Some(query) => query.search(&answer).map_err(Failure::General)?,
            None => answer,
        };
        let is_nothing = answer.as_object().is_some_and(Vec::is_empty);
        Ok(match self.globals.output {
            Format::Text => output::text(&answer),
            Format::Table => output::table(&self.operation.name, &answer).map_err(Failure::General)?,
            Format::Off => String::new(),
            Format::Json | Format::Yaml if is_nothing => String::new(),
            Format::Json => answer.to_json() + "\n",
            Format::Yaml => output::yaml(&answer),
        })
    }
}
