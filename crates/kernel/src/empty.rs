//! The input or output of an operation that has none.

/// `{}`: what an operation takes that needs no input, or answers that has nothing to say. An object and
/// not `null`, so that fields can be added later without breaking a client.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
pub struct Empty {}
