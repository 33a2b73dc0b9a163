//! XML: written an element at a time, read with a library.

use alloc::string::String;
use alloc::vec::Vec;

use roxmltree::{Document, Node};

use super::super::refusal::Refusal;

/// The namespace of answers.
const NAMESPACE: &str = "http://s3.amazonaws.com/doc/2006-03-01/";

/// A document on its way.
#[derive(Debug)]
pub(super) struct Xml {
    text: String,
}

impl Xml {
    /// An answer whose root has this name.
    pub(super) fn answer(root: &str, content: impl FnOnce(&mut Self)) -> Vec<u8> {
        let attribute = [" xmlns=\"", NAMESPACE, "\""].concat();
        Self::document(root, &attribute, content)
    }

    /// An error.
    pub(super) fn error(content: impl FnOnce(&mut Self)) -> Vec<u8> {
        Self::document("Error", "", content)
    }

    fn document(root: &str, attribute: &str, content: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut xml = Self { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".into() };
        xml.text += &["<", root, attribute, ">"].concat();
        content(&mut xml);
        xml.text += &["</", root, ">"].concat();
        xml.text.into_bytes()
    }

    /// An element with others in it.
    pub(super) fn element(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.text += &["<", name, ">"].concat();
        content(self);
        self.text += &["</", name, ">"].concat();
    }

    /// An element with a text in it.
    pub(super) fn leaf(&mut self, name: &str, text: &str) {
        self.element(name, |xml| text.chars().for_each(|letter| xml.escape(letter)));
    }

    fn escape(&mut self, letter: char) {
        match letter {
            '&' => self.text += "&amp;",
            '<' => self.text += "&lt;",
            '>' => self.text += "&gt;",
            '"' => self.text += "&quot;",
            // Readers would take a bare one for the end of a line.
            '\r' => self.text += "&#13;",
            letter => self.text.push(letter),
        }
    }
}

/// The elements of this name at the top of a document whose root has that name.
pub(super) fn read<T>(
    body: &[u8],
    root: &str,
    name: &str,
    each: impl Fn(Node<'_, '_>) -> Option<T>,
) -> Result<Vec<T>, Refusal> {
    let text = core::str::from_utf8(body).map_err(|_| Refusal::malformed_xml())?;
    let document = Document::parse(text).map_err(|_| Refusal::malformed_xml())?;
    let top = document.root_element();
    if top.tag_name().name() != root {
        return Err(Refusal::malformed_xml());
    }
    let named = top.children().filter(|node| node.tag_name().name() == name);
    named.map(|node| each(node).ok_or_else(Refusal::malformed_xml)).collect()
}

/// The text of the first element of this name.
pub(super) fn text_of(node: Node<'_, '_>, name: &str) -> Option<String> {
    let found = node.children().find(|child| child.tag_name().name() == name)?;
    Some(found.text().unwrap_or_default().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_can_be_read() {
        let odd = "a<b>&\"c\"\r\n\u{e9}";
        let body = Xml::answer("Delete", |xml| xml.element("Object", |xml| xml.leaf("Key", odd)));
        let keys = read(&body, "Delete", "Object", |node| text_of(node, "Key"));
        assert_eq!(keys, Ok(alloc::vec![odd.into()]));
        assert_eq!(read(b"<Other/>", "Delete", "Object", |_| Some(())), Err(Refusal::malformed_xml()));
        assert_eq!(read(b"<Delete>", "Delete", "Object", |_| Some(())), Err(Refusal::malformed_xml()));
    }
}
