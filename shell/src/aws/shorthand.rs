//! `Key=a,Other=[b,c]`: the AWS CLI's short form of structures and maps. Source: awscli `shorthand.py`, 2.36.7.

use super::failure::Failure;
use super::input;
use crate::catalog::{Kind, Shape};
use crate::value::Value;

/// Reads one value of a shape behind a flag.
pub(super) fn parse(flag: &str, text: &str, shape: &Shape) -> Result<Value, Failure> {
    let letters: Vec<char> = text.chars().collect();
    let mut reader = Reader { letters: &letters, at: 0 };
    let mut read = reader.parameter().map_err(|fault| Failure::parsing(flag, fault))?;
    fit(&mut read, shape)?;
    Ok(read)
}

/// Makes texts what the shape says, and a lone value of a list a list.
fn fit(value: &mut Value, shape: &Shape) -> Result<(), Failure> {
    match (&shape.kind, &mut *value) {
        (Kind::Structure(members), Value::Object(_)) => {
            for member in members {
                if let Some(inner) = value.get_mut(&member.name) {
                    fit(inner, &member.shape)?;
                }
            }
        }
        (Kind::List(item), Value::List(items)) => {
            for value in items {
                fit(value, item)?;
            }
        }
        (Kind::List(_), _) => *value = Value::List(vec![value.clone()]),
        (Kind::Map(item), Value::Object(members)) => {
            for (_, value) in members {
                fit(value, item)?;
            }
        }
        (Kind::Integer | Kind::Long | Kind::Double, Value::Text(text)) => {
            *value = input::number(&shape.kind, text).map_err(Failure::General)?;
        }
        (Kind::Boolean, Value::Text(text)) if text.eq_ignore_ascii_case("true") => *value = Value::Bool(true),
        (Kind::Boolean, Value::Text(text)) if text.eq_ignore_ascii_case("false") => {
            *value = Value::Bool(false)
        }
        _ => {}
    }
    Ok(())
}

/// What is wrong; whether more could be tried is up to the caller.
type Read<T> = Result<T, String>;

struct Reader<'a> {
    letters: &'a [char],
    at: usize,
}

/// Which stretch of letters a bare value may have behind its first.
#[derive(Clone, Copy)]
enum Bare {
    First,
    Second,
}

impl Reader<'_> {
    fn parameter(&mut self) -> Read<Value> {
        let mut object = Value::Object(Vec::new());
        let (name, value) = self.pair()?;
        object.set(&name, value);
        let mut last = self.at;
        while !self.is_at_end() {
            self.expect(',')?;
            let (name, value) = self.pair()?;
            if object.get(&name).is_some() {
                return Err(format!(
                    "Second instance of key \"{name}\" encountered for input:\n{}\nThis is often because there is a \
                     preceding \",\" instead of a space.",
                    self.place(last + 1)
                ));
            }
            object.set(&name, value);
            last = self.at;
        }
        Ok(object)
    }

    fn pair(&mut self) -> Read<(String, Value)> {
        let name = self.name();
        self.expect('=')?;
        let value = match self.peek() {
            None => Value::text(""),
            Some('[') => self.list()?,
            Some('{') => self.hash()?,
            Some(_) => self.comma_list()?,
        };
        Ok((name, value))
    }

    fn name(&mut self) -> String {
        let rest = &self.letters[self.at..];
        let is_of_name = |letter: &&char| letter.is_ascii_alphanumeric() || "-_.#/:".contains(**letter);
        let name: String = rest.iter().take_while(is_of_name).collect();
        self.at += name.len();
        name
    }

    /// `a` or `a,b,c`, as far as no `name=` begins.
    fn comma_list(&mut self) -> Read<Value> {
        let first = self.value()?;
        self.skip_space();
        if self.peek() != Some(',') {
            return Ok(Value::Text(first));
        }
        self.expect(',')?;
        let mut items = vec![Value::Text(first)];
        loop {
            let item = self.second_value().and_then(|item| {
                self.skip_space();
                if !self.is_at_end() {
                    self.expect(',')?;
                }
                Ok(item)
            });
            match item {
                Ok(item) => {
                    items.push(Value::Text(item));
                    if self.is_at_end() {
                        break;
                    }
                }
                Err(fault) if self.is_at_end() => return Err(fault),
                Err(_) => {
                    while self.at > 0 && self.peek() != Some(',') {
                        self.at -= 1;
                    }
                    break;
                }
            }
        }
        Ok(if items.len() == 1 { items.remove(0) } else { Value::List(items) })
    }

    fn list(&mut self) -> Read<Value> {
        self.expect('[')?;
        let mut items = Vec::new();
        while self.peek() != Some(']') {
            items.push(self.inner()?);
            self.skip_space();
            if self.peek() != Some(']') {
                self.expect_here(',')?;
                self.skip_space();
            }
        }
        self.expect_here(']')?;
        Ok(Value::List(items))
    }

    fn hash(&mut self) -> Read<Value> {
        self.expect('{')?;
        let mut object = Value::Object(Vec::new());
        while self.peek() != Some('}') {
            let name = self.name();
            self.expect('=')?;
            let value = self.inner()?;
            self.skip_space();
            if self.peek() != Some('}') {
                self.expect_here(',')?;
                self.skip_space();
            }
            object.set(&name, value);
        }
        self.expect_here('}')?;
        Ok(object)
    }

    fn inner(&mut self) -> Read<Value> {
        match self.peek() {
            Some('[') => self.list(),
            Some('{') => self.hash(),
            _ => self.value().map(Value::Text),
        }
    }

    fn value(&mut self) -> Read<String> {
        match self.peek() {
            Some(quote @ ('\'' | '"')) => self.quoted(quote),
            _ => Ok(self.bare(Bare::First).unwrap_or_default()),
        }
    }

    fn second_value(&mut self) -> Read<String> {
        match self.peek() {
            Some(quote @ ('\'' | '"')) => self.quoted(quote),
            _ => self.bare(Bare::Second).ok_or_else(|| self.unexpected("<second>", "<none>")),
        }
    }

    /// Letters up to one that ends a value; commas behind a backslash are part of it.
    fn bare(&mut self, kind: Bare) -> Option<String> {
        let start = self.at;
        let mut text = String::new();
        while let Some(letter) = self.peek() {
            if letter == '\\' && self.letters.get(self.at + 1) == Some(&',') {
                text.push(',');
                self.at += 2;
                continue;
            }
            let may_stand = if self.at == start { may_begin(letter) } else { may_follow(letter, kind) };
            if !may_stand {
                break;
            }
            text.push(letter);
            self.at += 1;
        }
        (self.at > start).then(|| text.trim_end().into())
    }

    fn quoted(&mut self, quote: char) -> Read<String> {
        let start = self.at;
        let mut text = String::new();
        self.at += 1;
        while let Some(letter) = self.peek() {
            self.at += 1;
            match letter {
                '\\' if matches!(self.peek(), Some(next) if next == quote || next == '\\') => {
                    text.extend(self.peek());
                    self.at += 1;
                }
                _ if letter == quote => return Ok(text),
                _ => text.push(letter),
            }
        }
        self.at = start;
        let name = if quote == '"' { "<double quoted>" } else { "<singled quoted>" };
        Err(self.unexpected(name, "<none>"))
    }

    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn is_at_end(&self) -> bool {
        self.at >= self.letters.len()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|letter| letter.is_ascii_whitespace() || letter == '\x0b') {
            self.at += 1;
        }
    }

    fn expect(&mut self, letter: char) -> Read<()> {
        self.skip_space();
        self.expect_here(letter)?;
        self.skip_space();
        Ok(())
    }

    fn expect_here(&mut self, letter: char) -> Read<()> {
        match self.peek() {
            Some(found) if found == letter => {
                self.at += 1;
                Ok(())
            }
            Some(found) => Err(self.unexpected(&letter.to_string(), &found.to_string())),
            None => Err(self.unexpected(&letter.to_string(), "EOF")),
        }
    }

    fn unexpected(&self, expected: &str, found: &str) -> String {
        format!("Expected: '{expected}', received: '{found}' for input:\n {}", self.place(self.at))
    }

    /// The text with a mark under a place.
    fn place(&self, at: usize) -> String {
        let at = at.min(self.letters.len());
        let is_break = |letter: &char| *letter == '\n';
        let spaces = self.letters[..at].iter().rev().take_while(|letter| !is_break(letter)).count();
        let line_end =
            self.letters[at..].iter().position(is_break).map_or(self.letters.len(), |length| at + length);
        let text = |letters: &[char]| letters.iter().collect::<String>();
        format!(
            "{}\n{}^{}",
            text(&self.letters[..line_end]),
            " ".repeat(spaces),
            text(&self.letters[line_end..])
        )
    }
}

/// Whether a bare value may begin with a letter.
fn may_begin(letter: char) -> bool {
    matches!(letter, '!' | '#'..='&' | '('..='+' | '-'..='<' | '>'..='Z' | '\\'..='z' | '|'..='\u{ffff}')
}

/// Whether a bare value may go on with a letter.
fn may_follow(letter: char, kind: Bare) -> bool {
    if letter.is_whitespace() {
        return true;
    }
    match kind {
        Bare::First => {
            matches!(letter, '!' | '#'..='&' | '('..='+' | '-'..='\\' | '^'..='|' | '~'..='\u{ffff}')
        }
        Bare::Second => matches!(letter, '!' | '#'..='&' | '('..='+' | '-'..='<' | '>'..='\u{ffff}'),
    }
}
