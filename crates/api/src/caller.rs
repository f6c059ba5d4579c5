//! Who may call an operation, decided by the type that its function takes.

use sapa_kernel::{AccountId, Fault, Merchant, Operator, SignedIn, Visitor};

use crate::error::Error;
use crate::session::Session;

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// Anybody who reaches the cell.
    Anonymous,
    /// A person with a valid session.
    SignedIn,
    /// Those who run the cell: a person with that role, or the holder of the operator token.
    Operator,
    /// The server of a merchant, which shows the merchant's secret.
    Merchant,
}

impl Access {
    /// The word for documents and metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::SignedIn => "signed_in",
            Self::Operator => "operator",
            Self::Merchant => "merchant",
        }
    }
}

/// What is known of a caller before an operation's guard looks at it.
#[derive(Debug, Clone, PartialEq)]
pub enum Who {
    /// No credentials were given.
    Nobody,
    /// Credentials were given and did not hold. An anonymous operation goes on; any other says why not.
    Refused(Fault),
    /// A valid session.
    Person(Session),
    /// The operator token of the data directory.
    Machine,
    /// The secret of a merchant's server, and its hash.
    Merchant(Merchant, [u8; 32]),
}

impl Who {
    /// The account that rate limits and idempotency keys belong to.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Person(session) => Some(session.signed_in.account),
            Self::Nobody | Self::Refused(_) | Self::Machine | Self::Merchant(..) => None,
        }
    }

    fn session(&self) -> Result<&Session, Fault> {
        match self {
            Self::Person(session) => Ok(session),
            Self::Refused(fault) => Err(fault.clone()),
            Self::Nobody | Self::Machine | Self::Merchant(..) => Err(Error::NotSignedIn.into()),
        }
    }
}

/// A type that stands for a caller, made only from credentials that allow it.
pub trait Caller: Clone + Send + Sync + 'static {
    /// What an operation that takes this type demands.
    const ACCESS: Access;

    /// The caller, or why these credentials do not make one.
    fn admit(who: &Who, visitor: &Visitor) -> Result<Self, Fault>;
}

impl Caller for Visitor {
    const ACCESS: Access = Access::Anonymous;

    fn admit(_: &Who, visitor: &Visitor) -> Result<Self, Fault> {
        Ok(visitor.clone())
    }
}

impl Caller for SignedIn {
    const ACCESS: Access = Access::SignedIn;

    fn admit(who: &Who, _: &Visitor) -> Result<Self, Fault> {
        who.session().map(|session| session.signed_in.clone())
    }
}

impl Caller for Operator {
    const ACCESS: Access = Access::Operator;

    fn admit(who: &Who, _: &Visitor) -> Result<Self, Fault> {
        if *who == Who::Machine {
            return Ok(Operator { account: None });
        }
        let session = who.session()?;
        if !session.operator {
            return Err(Error::NotOperator.into());
        }
        Ok(Operator {
            account: Some(session.signed_in.account),
        })
    }
}

impl Caller for Merchant {
    const ACCESS: Access = Access::Merchant;

    fn admit(who: &Who, _: &Visitor) -> Result<Self, Fault> {
        match who {
            Who::Merchant(merchant, _) => Ok(*merchant),
            Who::Refused(fault) => Err(fault.clone()),
            _ => Err(Error::NotMerchant.into()),
        }
    }
}
