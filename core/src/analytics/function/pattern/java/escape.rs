//! What follows a backslash.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::{Parser, line_end};
use crate::analytics::function::pattern::PatternError;
use crate::analytics::function::pattern::class::Class;
use crate::analytics::function::pattern::node::{Assertion, Node};

impl Parser {
    /// An escape outside of a class, behind its backslash.
    pub(super) fn escape(&mut self) -> Result<Node, PatternError> {
        let unix = self.flags.unix;
        if let Some(class) = self.escaped_class()? {
            return Ok(Node::Class(class));
        }
        let assertion = match self.reader.peek() {
            Some('b') => Assertion::WordBoundary,
            Some('B') => Assertion::NoWordBoundary,
            Some('A') => Assertion::TextBegin,
            Some('G') => Assertion::SearchBegin,
            Some('Z') => Assertion::LastLineEnd { unix },
            Some('z') => Assertion::TextEnd,
            Some('1'..='9') => return Ok(self.backreference()),
            Some('k') => return self.named_backreference(),
            Some('R') => {
                self.reader.next();
                return Ok(any_line_end());
            }
            _ => return self.escaped_character().map(|character| self.literal(character)),
        };
        self.reader.next();
        Ok(Node::Assertion(assertion))
    }

    /// `\Q...\E`, behind its begin: nothing in it means anything. A repetition behind it is of its last character.
    pub(super) fn quoted(&mut self, nodes: &mut Vec<Node>) -> Result<(), PatternError> {
        while !self.reader.eat_all("\\E")
            && let Some(character) = self.reader.next()
        {
            nodes.push(self.literal(character));
        }
        if let Some(last) = nodes.pop() {
            nodes.push(self.repeated(last)?);
        }
        Ok(())
    }

    /// `\11` is the eleventh group where there are so many before it, or else the first and a `1`.
    fn backreference(&mut self) -> Node {
        let any_case = self.flags.any_case;
        let mut group = 0;
        while let Some(digit) = self.reader.peek().and_then(|it| it.to_digit(10)) {
            let longer = group * 10 + digit as usize;
            if group > 0 && longer > self.groups {
                break;
            }
            group = longer;
            self.reader.next();
        }
        Node::Backreference { group, any_case }
    }

    /// `\k<name>`
    fn named_backreference(&mut self) -> Result<Node, PatternError> {
        self.reader.next();
        if !self.reader.eat('<') {
            return Err(self.reader.error("\\k is not followed by '<' for named capturing group"));
        }
        let name = self.name()?;
        let known = self.names.iter().find(|(known, _)| *known == name);
        let group = known.map(|(_, group)| *group);
        let group = group.ok_or_else(|| self.reader.error("Named capturing group does not exist"))?;
        Ok(Node::Backreference { group, any_case: self.flags.any_case })
    }

    /// `\d`, `\w`, `\p{...}` and the like, in a class or not; `None` where it is none of them, and nothing is read.
    pub(super) fn escaped_class(&mut self) -> Result<Option<Class>, PatternError> {
        let Some(letter) = self.reader.peek() else { return Ok(None) };
        let unicode = self.flags.unicode;
        let class = match letter.to_ascii_lowercase() {
            'd' if unicode => Class::Property(char::is_numeric),
            'd' => Class::Range('0', '9'),
            's' if unicode => Class::Property(char::is_whitespace),
            's' => Class::ranges(&[('\t', '\r'), (' ', ' ')]),
            'w' if unicode => Class::Property(|it| it == '_' || it.is_alphanumeric()),
            'w' => Class::ranges(&[('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')]),
            'h' => Class::ranges(&[
                ('\t', '\t'),
                (' ', ' '),
                ('\u{a0}', '\u{a0}'),
                ('\u{1680}', '\u{1680}'),
                ('\u{180e}', '\u{180e}'),
                ('\u{2000}', '\u{200a}'),
                ('\u{202f}', '\u{202f}'),
                ('\u{205f}', '\u{205f}'),
                ('\u{3000}', '\u{3000}'),
            ]),
            'v' => Class::Union(Vec::from([Class::Range('\n', '\r'), line_end()])),
            'p' => {
                self.reader.next();
                return Ok(Some(self.property()?.negated_if(letter == 'P')));
            }
            _ => return Ok(None),
        };
        self.reader.next();
        Ok(Some(class.negated_if(letter.is_ascii_uppercase())))
    }

    /// One character, behind its backslash.
    pub(super) fn escaped_character(&mut self) -> Result<char, PatternError> {
        let unknown = "Illegal/unsupported escape sequence";
        let Some(letter) = self.reader.next() else {
            return Err(self.reader.error("Unexpected internal error"));
        };
        Ok(match letter {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'f' => '\u{c}',
            'a' => '\u{7}',
            'e' => '\u{1b}',
            '0' => self.octal()?,
            'x' if self.reader.eat('{') => {
                let character = self.hexadecimal(1, 6)?;
                if !self.reader.eat('}') {
                    return Err(self.reader.error("Unclosed hexadecimal escape sequence"));
                }
                character
            }
            'x' => self.hexadecimal(2, 2)?,
            'u' => self.hexadecimal(4, 4)?,
            'c' => {
                let control = self.reader.next().filter(char::is_ascii);
                let control = control.ok_or_else(|| self.reader.error("Illegal control escape sequence"))?;
                char::from(control as u8 ^ 64)
            }
            letter if letter.is_ascii_alphanumeric() => return Err(self.reader.error(unknown)),
            other => other,
        })
    }

    /// `\0` and up to three digits, 377 at most.
    fn octal(&mut self) -> Result<char, PatternError> {
        let max = if matches!(self.reader.peek(), Some('0'..='3')) { 3 } else { 2 };
        let digits = self.reader.take_while(max, |it| it.is_digit(8));
        let code =
            u8::from_str_radix(&digits, 8).map_err(|_| self.reader.error("Illegal octal escape sequence"))?;
        Ok(char::from(code))
    }

    fn hexadecimal(&mut self, min: usize, max: usize) -> Result<char, PatternError> {
        let digits = self.reader.take_while(max, |it| it.is_ascii_hexdigit());
        let code = u32::from_str_radix(&digits, 16).ok().filter(|_| digits.len() >= min);
        let character = code.and_then(char::from_u32);
        character.ok_or_else(|| self.reader.error("Illegal hexadecimal escape sequence"))
    }
}

/// `\R`: a carriage return and line feed together, or any character that ends a line.
fn any_line_end() -> Node {
    let pair = [Class::one('\r'), Class::one('\n')].map(Node::Class);
    let one = Class::Union(Vec::from([Class::Range('\n', '\r'), line_end()]));
    Node::Atomic(Box::new(Node::Alternation(Vec::from([
        Node::Concatenation(Vec::from(pair)),
        Node::Class(one),
    ]))))
}
