//! What the fuzzers run, and what must hold for any bytes that come as a file. A test calls them with mutations of
//! good files, so that every run of the tests exercises them too. A broken promise is a panic.

use crate::{camt053, pain001};

/// Any bytes as statements: a refusal, or statements that survive being written and read again.
pub fn statements(bytes: &[u8]) {
    let Ok(statements) = camt053::read(bytes) else {
        return;
    };
    assert!(!statements.is_empty(), "a file has a statement");
    for statement in statements {
        let text = camt053::write(&statement).expect("what was read keeps what is promised");
        let again = camt053::read(text.as_bytes()).expect("what is written can be read");
        assert_eq!(again, [statement]);
    }
}

/// Any bytes as orders: a refusal, or orders that survive being written and read again.
pub fn orders(bytes: &[u8]) {
    let Ok(message) = pain001::read(bytes) else {
        return;
    };
    let text = pain001::write(
        &message.orders,
        &message.initiator,
        &message.message_id,
        message.created_at,
        message.execution_date,
    )
    .expect("what was read can be carried");
    let again = pain001::read(text.as_bytes()).expect("what is written can be read");
    assert_eq!(again.orders, message.orders);
    assert_eq!(again.initiator, message.initiator);
}

#[cfg(test)]
mod tests;
