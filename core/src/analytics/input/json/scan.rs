//! Looks through JSON without taking it apart.

use alloc::borrow::Cow;
use alloc::string::String;
use core::ops::Range;

use memchr::memchr2;

use crate::analytics::input::coerce::Told;

/// Arrays and objects that may lie in each other.
const DEPTH_MAX: usize = 512;

/// That a text is no JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analytics::input) struct Malformed;

/// A place in a text.
#[derive(Clone, Debug)]
pub(in crate::analytics::input) struct Scan<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

/// A name of a member: what stands between its quotes.
#[derive(Clone, Copy, Debug)]
pub(in crate::analytics::input) struct Name<'t> {
    written: &'t str,
    has_escapes: bool,
}

/// The arrays and objects around a place, from the outermost: a bit for each, which an object has set.
#[derive(Default)]
struct Open {
    bits: [u64; DEPTH_MAX / 64],
    depth: usize,
}

impl Open {
    fn push(&mut self, is_object: bool) -> Result<(), Malformed> {
        if DEPTH_MAX <= self.depth {
            return Err(Malformed);
        }
        let (word, bit) = (self.depth / 64, self.depth % 64);
        self.bits[word] = self.bits[word] & !(1 << bit) | u64::from(is_object) << bit;
        self.depth += 1;
        Ok(())
    }

    fn pop(&mut self) {
        self.depth -= 1;
    }

    fn is_empty(&self) -> bool {
        self.depth == 0
    }

    fn is_in_object(&self) -> bool {
        let innermost = self.depth.saturating_sub(1);
        !self.is_empty() && self.bits[innermost / 64] >> (innermost % 64) & 1 == 1
    }
}

/// Members that are gone through.
#[derive(Debug)]
pub(in crate::analytics::input) struct Members {
    is_first: bool,
}

/// Elements that are gone through.
#[derive(Debug)]
pub(in crate::analytics::input) struct Elements {
    is_first: bool,
}

impl<'t> Scan<'t> {
    pub(in crate::analytics::input) fn new(text: &'t str) -> Self {
        Self::of(text, 0..text.len())
    }

    /// A stretch of a text.
    pub(in crate::analytics::input) fn of(text: &'t str, range: Range<usize>) -> Self {
        let mut scan = Self { text, at: range.start, end: range.end };
        scan.skip_blanks();
        scan
    }

    /// Where it stands, which is never before a blank.
    pub(in crate::analytics::input) fn at(&self) -> usize {
        self.at
    }

    pub(in crate::analytics::input) fn is_at_end(&self) -> bool {
        self.at == self.end
    }

    pub(in crate::analytics::input) fn peek(&self) -> Option<u8> {
        self.byte(self.at)
    }

    pub(in crate::analytics::input) fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes()[..self.end].get(at).copied()
    }

    /// Goes behind a value, and gives where it stands.
    pub(in crate::analytics::input) fn skip(&mut self) -> Result<Range<usize>, Malformed> {
        let start = self.at;
        let mut open = Open::default();
        loop {
            match self.peek().ok_or(Malformed)? {
                kind @ (b'{' | b'[') => {
                    open.push(kind == b'{')?;
                    self.at += 1;
                    self.skip_blanks();
                    match self.peek() {
                        Some(b'}' | b']') => {}
                        _ => {
                            self.skip_name(&open)?;
                            continue;
                        }
                    }
                }
                _ => self.skip_scalar()?,
            }
            if self.close(&mut open)? {
                return Ok(start..self.at);
            }
        }
    }

    /// Behind a value, ends what ends there, and goes to the next value; says whether nothing is open any more.
    fn close(&mut self, open: &mut Open) -> Result<bool, Malformed> {
        while !open.is_empty() {
            self.skip_blanks();
            match (open.is_in_object(), self.peek()) {
                (true, Some(b'}')) | (false, Some(b']')) => {
                    self.at += 1;
                    open.pop();
                }
                (_, Some(b',')) => {
                    self.expect(b',')?;
                    self.skip_name(open)?;
                    return Ok(false);
                }
                _ => return Err(Malformed),
            }
        }
        Ok(true)
    }

    /// Within an object, goes to the value of a member.
    fn skip_name(&mut self, open: &Open) -> Result<(), Malformed> {
        if open.is_in_object() {
            self.string()?;
            self.expect(b':')?;
        }
        Ok(())
    }

    fn skip_scalar(&mut self) -> Result<(), Malformed> {
        match self.peek() {
            Some(b'"') => {
                self.at += 1;
                self.end_of_string()?;
                self.at += 1;
                Ok(())
            }
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            Some(b'n') => self.word("null"),
            Some(b'-' | b'0'..=b'9') => {
                let rest = &self.text.as_bytes()[self.at..self.end];
                let is_of_number =
                    |byte: &&u8| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9');
                self.at += rest.iter().take_while(is_of_number).count();
                Ok(())
            }
            _ => Err(Malformed),
        }
    }

    fn word(&mut self, word: &str) -> Result<(), Malformed> {
        if !self.text[self.at..self.end].starts_with(word) {
            return Err(Malformed);
        }
        self.at += word.len();
        Ok(())
    }

    /// Goes to the quote that ends a string; says whether there is an escape in it.
    fn end_of_string(&mut self) -> Result<bool, Malformed> {
        let bytes = &self.text.as_bytes()[..self.end];
        let mut has_escapes = false;
        loop {
            let found = memchr2(b'"', b'\\', &bytes[self.at..]).ok_or(Malformed)?;
            self.at += found;
            if bytes[self.at] == b'"' {
                return Ok(has_escapes);
            }
            has_escapes = true;
            self.at += 2;
            if bytes.len() < self.at {
                return Err(Malformed);
            }
        }
    }

    /// Goes behind a string and the blanks there.
    fn string(&mut self) -> Result<Name<'t>, Malformed> {
        if self.peek() != Some(b'"') {
            return Err(Malformed);
        }
        self.at += 1;
        let start = self.at;
        let has_escapes = self.end_of_string()?;
        let written = self.text.get(start..self.at).ok_or(Malformed)?;
        self.at += 1;
        self.skip_blanks();
        Ok(Name { written, has_escapes })
    }

    fn expect(&mut self, byte: u8) -> Result<(), Malformed> {
        if self.peek() != Some(byte) {
            return Err(Malformed);
        }
        self.at += 1;
        self.skip_blanks();
        Ok(())
    }

    pub(in crate::analytics::input) fn skip_blanks(&mut self) {
        let bytes = &self.text.as_bytes()[..self.end];
        while bytes.get(self.at).is_some_and(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Begins to go through an object.
    pub(in crate::analytics::input) fn members(&mut self) -> Result<Members, Malformed> {
        self.expect(b'{')?;
        Ok(Members { is_first: true })
    }

    /// Begins to go through an array.
    pub(in crate::analytics::input) fn elements(&mut self) -> Result<Elements, Malformed> {
        self.expect(b'[')?;
        Ok(Elements { is_first: true })
    }
}

impl Members {
    /// The name of the next member, with the scan at its value; none at the end of the object.
    pub(in crate::analytics::input) fn next<'t>(
        &mut self,
        scan: &mut Scan<'t>,
    ) -> Result<Option<Name<'t>>, Malformed> {
        scan.skip_blanks();
        if scan.peek() == Some(b'}') {
            scan.at += 1;
            return Ok(None);
        }
        if !core::mem::take(&mut self.is_first) {
            scan.expect(b',')?;
        }
        let name = scan.string()?;
        scan.expect(b':')?;
        Ok(Some(name))
    }
}

impl Elements {
    /// The scan at the next element; none at the end of the array.
    pub(in crate::analytics::input) fn next<'s, 't>(
        &mut self,
        scan: &'s mut Scan<'t>,
    ) -> Result<Option<&'s mut Scan<'t>>, Malformed> {
        scan.skip_blanks();
        if scan.peek() == Some(b']') {
            scan.at += 1;
            return Ok(None);
        }
        if !core::mem::take(&mut self.is_first) {
            scan.expect(b',')?;
        }
        Ok(Some(scan))
    }
}

impl<'t> Name<'t> {
    /// The name without its escapes; none where they are no escapes.
    pub(in crate::analytics::input) fn unescaped(self) -> Option<Cow<'t, str>> {
        match self.has_escapes {
            true => unescaped(self.written).map(Cow::Owned),
            false => Some(Cow::Borrowed(self.written)),
        }
    }

    pub(in crate::analytics::input) fn is(self, name: &str) -> bool {
        if self.has_escapes { unescaped(self.written).as_deref() == Some(name) } else { self.written == name }
    }
}

/// What a value that was skipped tells; none where it is no JSON after all.
pub(in crate::analytics::input) fn told(written: &str) -> Option<Told<'_>> {
    Some(match written.as_bytes().first()? {
        b'n' => Told::Null,
        b't' => Told::Boolean(true),
        b'f' => Told::Boolean(false),
        b'"' => {
            let inner = written.get(1..written.len() - 1)?;
            match inner.contains('\\') {
                true => Told::Text(Cow::Owned(unescaped(inner)?)),
                false => Told::Text(Cow::Borrowed(inner)),
            }
        }
        b'{' | b'[' => Told::Whole(written),
        _ => Told::Number(written),
    })
}

/// A string without its escapes.
fn unescaped(written: &str) -> Option<String> {
    let quoted = alloc::format!("\"{written}\"");
    serde_json::from_str(&quoted).ok()
}
