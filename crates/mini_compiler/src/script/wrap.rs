//! The function around a module, and the proof that the module ends where the function does.

use oxc_allocator::Allocator;
use oxc_ast::ast::{Expression, Statement};
use oxc_parser::Parser;
use oxc_semantic::SemanticBuilder;
use oxc_span::{GetSpan, SourceType};

use super::report;
use crate::finding::{Findings, Place};

/// A module's function. The body begins on a line of its own.
pub(crate) fn wrapped(parameters: &[&str], body: &str) -> String {
    format!("function ({}) {{\n{body}\n}}", parameters.join(", "))
}

/// Whether the function is one expression from its first to its last character, by the rules of a classic script.
pub(crate) fn check(
    file: &str,
    parameters: &[&str],
    body: &str,
    findings: &mut Findings,
) -> Option<()> {
    let text = format!("({})", wrapped(parameters, body));
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, &text, SourceType::script()).parse();
    if report(file, &text, 1, &parsed.diagnostics, findings) {
        return None;
    }
    let built = SemanticBuilder::new()
        .with_check_syntax_error(true)
        .build(&parsed.program);
    if report(file, &text, 1, &built.diagnostics, findings) {
        return None;
    }
    let program = &parsed.program;
    let end = text.len();
    let whole = program.directives.is_empty()
        && program.body.len() == 1
        && match &program.body[0] {
            Statement::ExpressionStatement(statement) => match &statement.expression {
                Expression::ParenthesizedExpression(outer) => {
                    let inner = &outer.expression;
                    matches!(inner, Expression::FunctionExpression(_))
                        && outer.span.start == 0
                        && outer.span.end as usize == end
                        && inner.span().start == 1
                        && inner.span().end as usize == end - 1
                }
                _ => false,
            },
            _ => false,
        };
    if !whole {
        let message = "the module does not end where its file ends";
        findings.error("script.wrapper", file, Place::Whole, message);
        return None;
    }
    Some(())
}

/// Whether a package's script is one call from its first to its last character, by the rules of a classic script.
pub(crate) fn is_one_call(script: &str) -> Result<(), String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, script, SourceType::script()).parse();
    if let Some(error) = parsed.diagnostics.errors().next() {
        return Err(error.message.to_string());
    }
    let [Statement::ExpressionStatement(statement)] = parsed.program.body.as_slice() else {
        return Err("it is more than one statement".to_owned());
    };
    let span = statement.span;
    let whole = span.start == 0 && span.end as usize == script.trim_end().len();
    match &statement.expression {
        Expression::CallExpression(_) if whole => Ok(()),
        _ => Err("it is not one call".to_owned()),
    }
}
