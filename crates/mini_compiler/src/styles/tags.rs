//! Tag names in selectors: `view` is `wx-view`, wherever it stands. (glass-easel would do it for the first of a selector
//! alone.)

use cssparser::{Parser, ParserInput, Token};

use super::TAG_PREFIX;

/// At-rules whose blocks hold rules.
const HOLD_RULES: &[&str] = &[
    "media",
    "supports",
    "document",
    "layer",
    "container",
    "scope",
];
/// Pseudo-classes whose brackets hold selectors.
const HOLD_SELECTORS: &[&str] = &["not", "is", "where", "has", "matches", "slotted"];

/// The bytes at which the prefix comes in.
pub(super) fn places(source: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut input = ParserInput::new(source);
    rules(&mut Parser::new(&mut input), &mut places);
    places
}

fn rules(parser: &mut Parser<'_, '_>, places: &mut Vec<usize>) {
    let mut begins = true;
    let mut before = Before::Nothing;
    loop {
        let start = parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments() else {
            return;
        };
        match token.clone() {
            Token::WhiteSpace(_) | Token::Comment(_) if begins => {}
            Token::AtKeyword(name) if begins => {
                at_rule(&name, parser, places);
            }
            Token::CurlyBracketBlock => {
                nested(parser, |_| {});
                begins = true;
                before = Before::Nothing;
            }
            token => {
                begins = false;
                before = selector(&token, start, before, parser, places);
            }
        }
    }
}

fn at_rule(name: &str, parser: &mut Parser<'_, '_>, places: &mut Vec<usize>) {
    let holds = HOLD_RULES
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known));
    while let Ok(token) = parser.next() {
        match token {
            Token::Semicolon => return,
            Token::CurlyBracketBlock => {
                nested(parser, |parser| {
                    if holds {
                        rules(parser, places);
                    }
                });
                return;
            }
            _ => {}
        }
    }
}

/// What stands before a name and says what it names.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    Nothing,
    Dot,
    Colon,
}

fn selector(
    token: &Token<'_>,
    start: usize,
    before: Before,
    parser: &mut Parser<'_, '_>,
    places: &mut Vec<usize>,
) -> Before {
    match token {
        Token::Delim('.') => return Before::Dot,
        Token::Colon => return Before::Colon,
        Token::Ident(name)
            if before == Before::Nothing && !name.to_ascii_lowercase().starts_with(TAG_PREFIX) =>
        {
            places.push(start);
        }
        Token::Function(name) => {
            let holds = before == Before::Colon
                && HOLD_SELECTORS
                    .iter()
                    .any(|known| name.eq_ignore_ascii_case(known));
            nested(parser, |parser| {
                if holds {
                    selectors(parser, places);
                }
            });
        }
        Token::SquareBracketBlock | Token::ParenthesisBlock => nested(parser, |_| {}),
        _ => {}
    }
    Before::Nothing
}

fn selectors(parser: &mut Parser<'_, '_>, places: &mut Vec<usize>) {
    let mut before = Before::Nothing;
    loop {
        let start = parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments() else {
            return;
        };
        let token = token.clone();
        before = selector(&token, start, before, parser, places);
    }
}

/// Goes through a block, or over it: a place that is taken before an open block is passed would be within it.
fn nested(parser: &mut Parser<'_, '_>, inside: impl FnOnce(&mut Parser<'_, '_>)) {
    let walked = parser.parse_nested_block(|parser| {
        inside(parser);
        while parser.next().is_ok() {}
        Ok::<(), cssparser::ParseError<'_, ()>>(())
    });
    debug_assert!(walked.is_ok(), "all of the block was taken");
}
