//! Tokens as an editor colours them.

use alloc::string::String;

use expect_test::expect;

use crate::analytics::sql::{Kind, tokens};

#[test]
fn every_token_of_a_text_has_its_kind() {
    let text = "select \"a\", u&'b' -- c\nfrom s where x >= 1.5e3 and y = 'open\nand z windowed by stagger";
    let mut shown = String::new();
    for token in tokens(text) {
        let letter = match token.kind {
            Kind::Keyword => 'k',
            Kind::Name => 'n',
            Kind::QuotedName => 'q',
            Kind::String => 's',
            Kind::Number => '0',
            Kind::Operator => 'o',
            Kind::Comment => 'c',
            Kind::Wrong(_) => 'x',
        };
        // Each below its place.
        while shown.len() < token.span.start as usize {
            shown.push(if text.as_bytes()[shown.len()] == b'\n' { '\n' } else { ' ' });
        }
        shown.extend(core::iter::repeat_n(letter, (token.span.end - token.span.start) as usize));
    }
    expect![[r#"
        kkkkkk qqqo sssss cccc
        kkkk n kkkkk n oo 00000 kkk n o xxxxx
        kkk n kkkkkkkk kk kkkkkkk"#]]
    .assert_eq(&shown);
}
