//! The second pass over a module: where imported names are used, what is required, and what cannot be.

use std::collections::{BTreeMap, BTreeSet};

use oxc_allocator::Vec as ArenaVec;
use oxc_ast::ast::{
    Argument, ArrowFunctionExpression, AwaitExpression, CallExpression, ExportNamedDeclaration,
    Expression, ForOfStatement, Function, IdentifierReference, ImportExpression, ImportMeta,
    ObjectProperty, Statement, TaggedTemplateExpression,
};
use oxc_ast_visit::{Visit, walk};
use oxc_semantic::{Scoping, SymbolId};
use oxc_span::{GetSpan, Span};

use super::esm::{NAMESPACE, quoted};
use super::{Edits, Module, Required, options};
use crate::finding::{Findings, Place};

pub(crate) struct Uses<'a> {
    file: &'a str,
    scoping: &'a Scoping,
    bindings: &'a BTreeMap<SymbolId, String>,
    /// What the wrapper's `require` is called.
    require: &'a str,
    edits: Edits,
    requires: BTreeMap<String, Required>,
    options: BTreeMap<String, serde_json::Value>,
    dynamic: Option<Place>,
    faults: Vec<(u32, &'static str)>,
    /// Where imported names are called: there they are not methods of the module.
    called: BTreeSet<u32>,
    /// Where statements begin: there a bracket would continue the line before.
    statements: BTreeSet<u32>,
    shorthands: BTreeSet<u32>,
    functions: usize,
}

impl<'a> Uses<'a> {
    pub(crate) fn new(
        file: &'a str,
        scoping: &'a Scoping,
        bindings: &'a BTreeMap<SymbolId, String>,
        require: &'a str,
    ) -> Self {
        Self {
            file,
            scoping,
            bindings,
            require,
            edits: Edits::new(),
            requires: BTreeMap::new(),
            options: BTreeMap::new(),
            dynamic: None,
            faults: Vec::new(),
            called: BTreeSet::new(),
            statements: BTreeSet::new(),
            shorthands: BTreeSet::new(),
            functions: 0,
        }
    }

    /// Hands over what was found; whether nothing is wrong.
    pub(crate) fn finish(
        self,
        edits: &mut Edits,
        module: &mut Module,
        findings: &mut Findings,
    ) -> bool {
        edits.extend(self.edits);
        for (specifier, required) in self.requires {
            let known = module.requires.entry(specifier).or_insert(required);
            known.later &= required.later;
        }
        module.dynamic = self.dynamic;
        module.options = self.options;
        for (at, message) in &self.faults {
            let place = Place::At(*at as usize);
            findings.error("script.module", self.file, place, *message);
        }
        self.faults.is_empty()
    }

    fn place(&self, span: Span) -> Place {
        Place::At(span.start as usize)
    }

    fn replace(&mut self, span: Span, with: String) {
        self.edits
            .push((span.start as usize, span.end as usize, with));
    }

    fn imported(&self, name: &IdentifierReference<'_>) -> Option<&'a str> {
        let reference = self.scoping.get_reference(name.reference_id.get()?);
        self.bindings
            .get(&reference.symbol_id()?)
            .map(String::as_str)
    }

    /// Whether a name is the wrapper's `require`.
    fn is_require(&self, name: &IdentifierReference<'_>) -> bool {
        name.name == self.require
            && name
                .reference_id
                .get()
                .is_some_and(|id| self.scoping.get_reference(id).symbol_id().is_none())
    }

    fn require(&mut self, call: Span, specifier: Option<&Argument<'_>>, later: bool) {
        match specifier {
            Some(Argument::StringLiteral(literal)) => {
                self.required(&literal.value, literal.span, later);
            }
            Some(Argument::TemplateLiteral(template)) if template.expressions.is_empty() => {
                let text = template.quasis.first().and_then(|quasi| quasi.value.cooked);
                if let Some(text) = text {
                    self.required(&text, template.span, later);
                }
            }
            _ => self.dynamic = self.dynamic.or(Some(self.place(call))),
        }
    }

    fn required(&mut self, specifier: &str, span: Span, later: bool) {
        let place = self.place(span);
        let required = self
            .requires
            .entry(specifier.to_owned())
            .or_insert(Required { place, later });
        required.later &= later;
    }
}

impl<'a> Visit<'a> for Uses<'_> {
    fn visit_identifier_reference(&mut self, name: &IdentifierReference<'a>) {
        let Some(read) = self.imported(name) else {
            return;
        };
        let start = name.span.start;
        let with = if self.shorthands.contains(&start) {
            format!("{}:{read}", name.name)
        } else if self.called.contains(&start) {
            let apart = if self.statements.contains(&start) {
                ";"
            } else {
                ""
            };
            format!("{apart}(0,{read})")
        } else {
            read.to_owned()
        };
        self.replace(name.span, with);
    }

    fn visit_call_expression(&mut self, call: &CallExpression<'a>) {
        match &call.callee {
            Expression::Identifier(name) => {
                self.called.insert(name.span.start);
                if matches!(name.name.as_str(), "Component" | "Page") {
                    options::of_call(call, &mut self.options);
                }
                if self.is_require(name) {
                    self.require(call.span, call.arguments.first(), false);
                }
            }
            Expression::StaticMemberExpression(member) => {
                if let Expression::Identifier(object) = &member.object
                    && self.is_require(object)
                    && member.property.name == "async"
                {
                    self.require(call.span, call.arguments.first(), true);
                }
            }
            _ => {}
        }
        walk::walk_call_expression(self, call);
    }

    fn visit_tagged_template_expression(&mut self, tagged: &TaggedTemplateExpression<'a>) {
        if let Expression::Identifier(name) = &tagged.tag {
            self.called.insert(name.span.start);
        }
        walk::walk_tagged_template_expression(self, tagged);
    }

    // In a list only: after `if (…)` a semicolon would be the whole of what is conditional, and no bracket continues it.
    fn visit_statements(&mut self, statements: &ArenaVec<'a, Statement<'a>>) {
        for statement in statements {
            if let Statement::ExpressionStatement(statement) = statement {
                self.statements.insert(statement.span.start);
            }
        }
        walk::walk_statements(self, statements);
    }

    fn visit_object_property(&mut self, property: &ObjectProperty<'a>) {
        if property.shorthand {
            self.shorthands.insert(property.value.span().start);
        }
        walk::walk_object_property(self, property);
    }

    // The names stand in the prologue; the statement is gone.
    fn visit_export_named_declaration(&mut self, _: &ExportNamedDeclaration<'a>) {}

    fn visit_import_expression(&mut self, import: &ImportExpression<'a>) {
        match &import.source {
            Expression::StringLiteral(literal) => {
                self.required(&literal.value, literal.span, true);
                let with = format!(
                    "{}.async({}).then({NAMESPACE})",
                    self.require,
                    quoted(&literal.value)
                );
                self.replace(import.span, with);
            }
            _ => self
                .faults
                .push((import.span.start, "import() wants the path in quotes")),
        }
    }

    fn visit_import_meta(&mut self, meta: &ImportMeta) {
        self.faults.push((
            meta.span.start,
            "import.meta is not there in a mini program",
        ));
    }

    fn visit_function(&mut self, function: &Function<'a>, flags: oxc_semantic::ScopeFlags) {
        self.functions += 1;
        walk::walk_function(self, function, flags);
        self.functions -= 1;
    }

    fn visit_arrow_function_expression(&mut self, function: &ArrowFunctionExpression<'a>) {
        self.functions += 1;
        walk::walk_arrow_function_expression(self, function);
        self.functions -= 1;
    }

    fn visit_await_expression(&mut self, expression: &AwaitExpression<'a>) {
        self.check_await(expression.span);
        walk::walk_await_expression(self, expression);
    }

    fn visit_for_of_statement(&mut self, statement: &ForOfStatement<'a>) {
        if statement.r#await {
            self.check_await(statement.span);
        }
        walk::walk_for_of_statement(self, statement);
    }
}

impl Uses<'_> {
    fn check_await(&mut self, span: Span) {
        if self.functions == 0 {
            self.faults.push((
                span.start,
                "await stands outside of a function: modules load at once",
            ));
        }
    }
}
