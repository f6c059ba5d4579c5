//! What is stored stays readable: `crates/schema.txt` holds every numbered field of every row, and a number is
//! never used again or given another type.

use super::{Exceptions, Finding};
use crate::repo::Repo;
use crate::schema;

pub(super) fn check(repo: &Repo, _: &Exceptions) -> Vec<Finding> {
    let recorded = repo.text(schema::PATH).unwrap_or_default();
    let outcome = schema::collect(repo).and_then(|rows| schema::record(recorded, &rows));
    match outcome {
        Err(problem) => vec![Finding::new(schema::PATH, None, problem)],
        Ok((_, conflicts)) if !conflicts.is_empty() => conflicts
            .into_iter()
            .map(|conflict| Finding::new(schema::PATH, None, conflict))
            .collect(),
        Ok((text, _)) if text != recorded => vec![Finding::new(
            schema::PATH,
            None,
            "is older than the rows in the code: run `cargo run -p xtask -- schema` and commit it",
        )],
        Ok(_) => Vec::new(),
    }
}
