//! Words that every part of Sapa shares: ids, time, the shape of an error, who acts, and limits.
//!
//! Nothing here does I/O, reads a clock or draws a random number. Every other crate may depend on this
//! one; it depends on none of them.

mod actor;
mod amount;
mod currency;
mod empty;
mod fault;
mod id;
pub mod limits;
mod merchant;
mod timestamp;

pub use actor::{Merchant, Operator, SignedIn, Visitor};
pub use amount::{Amount, AmountError, Money};
pub use currency::{Currency, CurrencyError};
pub use empty::Empty;
pub use fault::{Coded, Fault, FaultKind};
pub use id::{
    AccountId, CellId, ConversationId, Id, IdError, InvitationId, LinkId, PaymentId, SessionId,
    UploadId,
};
pub use merchant::{MerchantId, MerchantIdError};
pub use timestamp::{Clock, Timestamp};

#[cfg(test)]
mod tests;
