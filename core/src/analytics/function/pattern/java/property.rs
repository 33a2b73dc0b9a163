//! Names of sets of characters: `\p{Alpha}`, `\p{Lu}`, `\p{javaUpperCase}`.

use alloc::string::String;

use super::Parser;
use crate::analytics::function::pattern::PatternError;
use crate::analytics::function::pattern::class::Class;

impl Parser {
    /// A named set, behind its `p`.
    pub(super) fn property(&mut self) -> Result<Class, PatternError> {
        let name = if self.reader.eat('{') {
            let name = self.reader.take_while(64, |it| it != '}');
            if !self.reader.eat('}') {
                return Err(self.reader.error("Unclosed character family"));
            }
            name
        } else {
            self.reader.next().map(String::from).unwrap_or_default()
        };
        let known = posix(&name).or_else(|| unicode(&name));
        known.ok_or_else(|| self.reader.error("Unknown character property name"))
    }
}

/// The names of POSIX, which are of ASCII only.
pub(in crate::analytics::function) fn posix(name: &str) -> Option<Class> {
    let upper = ('A', 'Z');
    let lower = ('a', 'z');
    let digit = ('0', '9');
    let punctuation = [('!', '/'), (':', '@'), ('[', '`'), ('{', '~')];
    Some(match name {
        "Lower" => Class::ranges(&[lower]),
        "Upper" => Class::ranges(&[upper]),
        "ASCII" => Class::Range('\0', '\u{7f}'),
        "Alpha" => Class::ranges(&[upper, lower]),
        "Digit" => Class::ranges(&[digit]),
        "Alnum" => Class::ranges(&[upper, lower, digit]),
        "Punct" => Class::ranges(&punctuation),
        "Graph" => Class::Range('!', '~'),
        "Print" => Class::Range(' ', '~'),
        "Blank" => Class::ranges(&[(' ', ' '), ('\t', '\t')]),
        "Cntrl" => Class::ranges(&[('\0', '\u{1f}'), ('\u{7f}', '\u{7f}')]),
        "XDigit" => Class::ranges(&[digit, ('a', 'f'), ('A', 'F')]),
        "Space" => Class::ranges(&[('\t', '\r'), (' ', ' ')]),
        _ => return None,
    })
}

/// The names of categories and of methods of Java's Character, as far as this library knows characters.
fn unicode(name: &str) -> Option<Class> {
    let name = name.strip_prefix("Is").unwrap_or(name);
    Some(match name {
        "L" | "Alphabetic" | "javaLetter" | "javaAlphabetic" => Class::Property(char::is_alphabetic),
        "Lu" | "Uppercase" | "javaUpperCase" => Class::Property(char::is_uppercase),
        "Ll" | "Lowercase" | "javaLowerCase" => Class::Property(char::is_lowercase),
        "N" | "Nd" | "Digit" | "javaDigit" => Class::Property(char::is_numeric),
        "javaLetterOrDigit" => Class::Property(char::is_alphanumeric),
        "Z" | "Zs" | "White_Space" | "javaWhitespace" => Class::Property(char::is_whitespace),
        "Cc" | "Control" => Class::Property(char::is_control),
        "P" | "Punctuation" => Class::Intersection(posix("Punct")?.into(), symbols().negated().into()),
        "S" => symbols(),
        _ => return None,
    })
}

/// What Unicode calls symbols, of the punctuation of ASCII.
fn symbols() -> Class {
    Class::ranges(&[('$', '$'), ('+', '+'), ('<', '>'), ('^', '^'), ('`', '`'), ('|', '|'), ('~', '~')])
}
