//! The same text for the same templates. glass-easel keeps some names in hash maps, so two spots of its output come in any
//! order: the sizes of the binding map, and the variables of slots that are cleared. Both are put in order here, and the
//! whole is checked to be one function.

use oxc_allocator::{Allocator, Vec as ArenaVec};
use oxc_ast::ast::{
    AssignmentExpression, AssignmentTarget, Expression, LogicalExpression, Statement,
};
use oxc_ast_visit::{Visit, walk};
use oxc_parser::Parser;
use oxc_span::{GetSpan, SourceType, Span};

use crate::script::wrapped;

/// The function with this body, in order; or why it is none.
pub(crate) fn settle(body: &str) -> Result<String, String> {
    let source = format!("({})", wrapped(&[], body));
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, &source, SourceType::script()).parse();
    if let Some(error) = parsed.diagnostics.errors().next() {
        return Err(error.message.to_string());
    }
    let whole = match parsed.program.body.as_slice() {
        [Statement::ExpressionStatement(statement)] => {
            let span = statement.expression.span();
            span.start == 0 && span.end as usize == source.len()
        }
        _ => false,
    };
    if !whole {
        return Err("they are more than one function".to_owned());
    }
    let mut spots = Spots {
        source: &source,
        edits: Vec::new(),
    };
    spots.visit_program(&parsed.program);
    let mut edits = spots.edits;
    edits.sort_by_key(|(span, _)| span.start);
    let mut out = String::with_capacity(source.len());
    let mut done = 1;
    for (span, with) in edits {
        out.push_str(&source[done..span.start as usize]);
        out.push_str(with);
        done = span.end as usize;
    }
    out.push_str(&source[done..source.len() - 1]);
    Ok(out)
}

struct Spots<'s> {
    source: &'s str,
    edits: Vec<(Span, &'s str)>,
}

impl<'s> Spots<'s> {
    fn text(&self, span: Span) -> &'s str {
        &self.source[span.start as usize..span.end as usize]
    }

    /// Puts the texts of these places into the places in the order of the alphabet.
    fn sort(&mut self, spans: &[Span]) {
        let mut texts: Vec<&'s str> = spans.iter().map(|span| self.text(*span)).collect();
        texts.sort_unstable();
        self.edits.extend(spans.iter().copied().zip(texts));
    }
}

impl<'a> Visit<'a> for Spots<'_> {
    /// `A=A||{"b":new Array(1),"a":new Array(2)}`
    fn visit_assignment_expression(&mut self, assignment: &AssignmentExpression<'a>) {
        if let (
            AssignmentTarget::AssignmentTargetIdentifier(target),
            Expression::LogicalExpression(logical),
        ) = (&assignment.left, &assignment.right)
            && target.name == "A"
            && let LogicalExpression {
                right: Expression::ObjectExpression(object),
                ..
            } = &**logical
        {
            let spans: Vec<Span> = object.properties.iter().map(GetSpan::span).collect();
            self.sort(&spans);
            return;
        }
        walk::walk_assignment_expression(self, assignment);
    }

    /// `b=undefined;a=undefined`
    fn visit_statements(&mut self, statements: &ArenaVec<'a, Statement<'a>>) {
        let mut run: Vec<Span> = Vec::new();
        for statement in statements {
            match cleared(statement) {
                Some(span) => run.push(span),
                None => self.sort(&std::mem::take(&mut run)),
            }
        }
        self.sort(&run);
        walk::walk_statements(self, statements);
    }
}

/// The expression of a statement `name=undefined`.
fn cleared(statement: &Statement<'_>) -> Option<Span> {
    let Statement::ExpressionStatement(statement) = statement else {
        return None;
    };
    let Expression::AssignmentExpression(assignment) = &statement.expression else {
        return None;
    };
    let AssignmentTarget::AssignmentTargetIdentifier(_) = &assignment.left else {
        return None;
    };
    match &assignment.right {
        Expression::Identifier(value) if value.name == "undefined" => Some(assignment.span),
        _ => None,
    }
}
