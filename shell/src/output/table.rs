//! Boxes of rows and columns. Source: awscli `formatter.py` and `table.py`.

use std::collections::BTreeSet;

use crate::value::{self, Object, Value};

/// Wider tables are turned: a row a column. The AWS CLI takes this width where it has no terminal.
const WIDTH_MAX: usize = 80;
/// Spaces around each cell.
const PADDING: usize = 4;

/// Prints a value under a title.
///
/// # Errors
/// Where rows of one box are not of one length, as the AWS CLI says it.
pub(crate) fn table(title: &str, value: &Value) -> Result<String, String> {
    let mut table = Table { sections: Vec::new() };
    if !table.build(Some(title), value, 0)? {
        return Ok(String::new());
    }
    Ok(table.render())
}

#[derive(Default)]
struct Section {
    title: String,
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
    level: usize,
    columns: Option<usize>,
    widths: Vec<usize>,
}

struct Table {
    sections: Vec<Section>,
}

impl Table {
    fn build(&mut self, title: Option<&str>, value: &Value, level: usize) -> Result<bool, String> {
        if value.is_empty() {
            return Ok(false);
        }
        if let Some(title) = title {
            self.begin(title, level);
        }
        match value {
            Value::List(items) if items[0].as_object().is_some() => {
                self.objects(items, level, title.unwrap_or_default())?;
            }
            Value::List(items) => {
                for item in items {
                    match item {
                        Value::List(cells) if !cells.iter().all(Value::is_scalar) => {
                            _ = self.build(None, item, 0)?
                        }
                        Value::List(cells) => self.row(cells.iter().map(value::text).collect())?,
                        Value::Object(_) => _ = self.build(None, item, 0)?,
                        scalar => self.row(vec![value::text(scalar)])?,
                    }
                }
            }
            Value::Object(members) => self.object(members, level)?,
            _ => {}
        }
        Ok(true)
    }

    fn begin(&mut self, title: &str, level: usize) {
        self.sections.push(Section { title: title.into(), level, ..Section::default() });
    }

    fn current(&mut self) -> &mut Section {
        if self.sections.is_empty() {
            self.begin("", 0);
        }
        self.sections.last_mut().expect("one was begun")
    }

    fn header(&mut self, headers: &[String]) {
        let section = self.current();
        section.widen(headers);
        section.columns.get_or_insert(headers.len());
        section.headers = headers.to_vec();
    }

    fn row(&mut self, cells: Vec<String>) -> Result<(), String> {
        let section = self.current();
        let columns = *section.columns.get_or_insert(cells.len());
        if cells.len() != columns {
            return Err(format!("Row should have {columns} elements, instead it has {}", cells.len()));
        }
        section.widen(&cells);
        section.rows.push(cells);
        Ok(())
    }

    fn object(&mut self, members: &Object, level: usize) -> Result<(), String> {
        let (headers, more) = names([members]);
        let cell = |name: &String| find(members, name).map_or_else(String::new, value::text);
        if let [header] = &headers[..] {
            self.row(vec![header.clone(), cell(header)])?;
        } else if !headers.is_empty() {
            self.header(&headers);
            self.row(headers.iter().map(cell).collect())?;
        }
        for name in more {
            self.build(Some(&name), find(members, &name).unwrap_or(&Value::Null), level + 1)?;
        }
        Ok(())
    }

    fn objects(&mut self, items: &[Value], level: usize, title: &str) -> Result<(), String> {
        let objects: Vec<_> = items.iter().filter_map(Value::as_object).collect();
        let (headers, more) = names(objects.iter().copied());
        self.header(&headers);
        for (at, members) in objects.into_iter().enumerate() {
            if at > 0 && !more.is_empty() {
                self.begin(title, level);
                self.header(&headers);
            }
            let cell = |name: &String| find(members, name).map_or_else(String::new, value::text);
            self.row(headers.iter().map(cell).collect())?;
            for name in &more {
                if let Some(value) = find(members, name) {
                    self.build(Some(name), value, level + 1)?;
                }
            }
        }
        Ok(())
    }

    fn width(&self) -> usize {
        self.sections.iter().map(Section::total).max().unwrap_or_default()
    }

    fn render(mut self) -> String {
        if self.width() > WIDTH_MAX {
            self.sections = self.sections.into_iter().map(Section::turned).collect();
        }
        let width = self.width();
        let mut to = format!("{}\n", "-".repeat(width));
        for section in &self.sections {
            let edge = "|".repeat(section.level);
            for line in section.lines(width - 2 * section.level) {
                to.push_str(&format!("{edge}{line}{edge}\n"));
            }
        }
        to
    }
}

impl Section {
    fn widen(&mut self, cells: &[String]) {
        let widths = cells.iter().map(|cell| width(cell));
        if self.widths.is_empty() {
            self.widths = widths.collect();
        } else {
            self.widths.iter_mut().zip(widths).for_each(|(most, width)| *most = width.max(*most));
        }
    }

    fn total(&self) -> usize {
        let cells: usize = self.widths.iter().map(|width| width + PADDING).sum();
        (width(&self.title) + 2).max(cells + 2) + 2 * self.level
    }

    /// The same with a row for each column, where there is one row.
    fn turned(self) -> Self {
        if self.rows.len() != 1 || self.headers.is_empty() {
            return self;
        }
        let mut turned = Self { title: self.title, level: self.level, ..Self::default() };
        for (header, cell) in self.headers.into_iter().zip(self.rows.into_iter().flatten()) {
            let row = vec![header, cell];
            turned.widen(&row);
            turned.rows.push(row);
        }
        turned
    }

    fn lines(&self, width: usize) -> Vec<String> {
        let mut lines = Vec::new();
        if !self.title.is_empty() {
            lines.push(center(&self.title, width, "|"));
            if self.headers.is_empty() && self.rows.is_empty() {
                lines.push(format!("+{}+", "-".repeat(width - 2)));
            }
        }
        let widths = self.scaled(width);
        if !self.headers.is_empty() {
            lines.push(rule(&widths));
            lines.push(cells(&widths, &self.headers, center));
        }
        if !self.rows.is_empty() && !widths.is_empty() {
            lines.push(rule(&widths));
            lines.extend(self.rows.iter().map(|row| cells(&widths, row, left)));
            lines.push(rule(&widths));
        }
        lines
    }

    /// Widths of columns that fill a width.
    fn scaled(&self, width: usize) -> Vec<usize> {
        let plain: Vec<_> = self.widths.iter().map(|width| width + PADDING).collect();
        let sum: usize = plain.iter().sum();
        if sum == 0 {
            return plain;
        }
        let factor = width as f64 / sum as f64;
        let mut scaled: Vec<_> =
            plain.iter().map(|plain| (factor * *plain as f64).round_ties_even() as usize).collect();
        let count = scaled.len();
        let mut over = scaled.iter().sum::<usize>() as i64 - width as i64;
        let mut at = 0;
        while over != 0 {
            if over > 0 {
                scaled[at % count] -= 1;
            } else {
                scaled[count - 1 - at % count] += 1;
            }
            over -= over.signum();
            at += 1;
        }
        scaled
    }
}

fn names<'m>(objects: impl IntoIterator<Item = &'m Object>) -> (Vec<String>, Vec<String>) {
    let (mut headers, mut more) = (BTreeSet::new(), BTreeSet::new());
    for (name, value) in objects.into_iter().flatten() {
        if value.is_scalar() {
            headers.insert(name.clone())
        } else {
            more.insert(name.clone())
        };
    }
    (headers.into_iter().collect(), more.into_iter().collect())
}

fn find<'m>(members: &'m Object, name: &str) -> Option<&'m Value> {
    members.iter().find(|(member, _)| member == name).map(|(_, value)| value)
}

fn rule(widths: &[usize]) -> String {
    let part = |(at, width): (usize, &usize)| match at {
        0 => format!("+{}+", "-".repeat(width.saturating_sub(2))),
        _ => format!("{}+", "-".repeat(width.saturating_sub(1))),
    };
    widths.iter().enumerate().map(part).collect()
}

fn cells(widths: &[usize], texts: &[String], align: fn(&str, usize, &str) -> String) -> String {
    let pairs = widths.iter().zip(texts).enumerate();
    pairs.map(|(at, (width, text))| align(text, *width, if at == 0 { "|" } else { "" })).collect()
}

fn center(text: &str, length: usize, edge: &str) -> String {
    let before = (length / 2).saturating_sub(width(text) / 2 + 1);
    let used = edge.len() + before + width(text) + 1;
    format!("{edge}{}{text}{}|", " ".repeat(before), " ".repeat(length.saturating_sub(used)))
}

fn left(text: &str, length: usize, edge: &str) -> String {
    let used = width(text) + edge.len() + 1;
    let padding = if length >= used + 2 { 2 } else { 0 };
    format!("{edge}{}{text}{}|", " ".repeat(padding), " ".repeat(length.saturating_sub(used + padding)))
}

/// Columns that a text takes: letters of East Asia take two.
fn width(text: &str) -> usize {
    let wide = |letter: char| {
        matches!(u32::from(letter), 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff
            | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd)
    };
    text.chars().map(|letter| if wide(letter) { 2 } else { 1 }).sum()
}
