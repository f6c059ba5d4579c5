//! `<!--` and `-->`: comments in a classic script, operators in a module. A text that is one thing to the parser and
//! another to the browser could break out of its wrapper, so they are refused as comments and taken apart as operators.

use oxc_ast::ast::{Directive, Program, RegExpLiteral, StringLiteral, TemplateElement};
use oxc_ast_visit::Visit;
use oxc_span::Span;

use super::Edits;
use crate::finding::{Findings, Place};

/// The edits that put a space into each that is neither in a literal nor in a comment.
pub(crate) fn neutralise(
    file: &str,
    source: &str,
    program: &Program<'_>,
    findings: &mut Findings,
) -> Option<Edits> {
    let mut edits = Edits::new();
    if !source.contains("<!--") && !source.contains("-->") {
        return Some(edits);
    }
    let mut literals = Literals::default();
    literals.visit_program(program);
    for comment in &program.comments {
        let text = &source[comment.span.start as usize..comment.span.end as usize];
        if text.starts_with("<!--") || text.starts_with("-->") {
            let place = Place::At(comment.span.start as usize);
            let message = "comments as in HTML are not taken: write //";
            findings.error("script.html_comment", file, place, message);
            return None;
        }
        literals.0.push(comment.span);
    }
    literals.0.sort_by_key(|span| span.start);
    for (mark, apart) in [("<!--", "<! --"), ("-->", "-- >")] {
        for (at, _) in source.match_indices(mark) {
            let before = literals
                .0
                .partition_point(|span| (span.start as usize) <= at);
            let inside = before > 0 && at < literals.0[before - 1].end as usize;
            if !inside {
                edits.push((at, at + mark.len(), apart.to_owned()));
            }
        }
    }
    Some(edits)
}

/// Where text stands that no one reads as code. Spans do not overlap.
#[derive(Default)]
struct Literals(Vec<Span>);

impl<'a> Visit<'a> for Literals {
    fn visit_string_literal(&mut self, literal: &StringLiteral<'a>) {
        self.0.push(literal.span);
    }

    fn visit_directive(&mut self, directive: &Directive<'a>) {
        self.0.push(directive.span);
    }

    fn visit_template_element(&mut self, element: &TemplateElement<'a>) {
        self.0.push(element.span);
    }

    fn visit_reg_exp_literal(&mut self, literal: &RegExpLiteral<'a>) {
        self.0.push(literal.span);
    }
}
