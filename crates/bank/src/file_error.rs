//! Why a file is refused, and where.

use std::fmt;

use crate::AccountError;
use crate::order::OrderError;

/// Bytes of a file: 16 MiB.
pub const MAX_FILE_BYTES: usize = 16 << 20;

/// Entries of a file, in all its statements together.
pub const MAX_ENTRIES: usize = 100_000;

/// Why a file is refused. It is refused whole: nothing of it is returned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem} ({place})")]
pub struct FileError {
    /// What is wrong.
    pub problem: Problem,
    /// Where.
    pub place: Place,
}

impl FileError {
    /// Whether the file ends too early: perhaps it is still being copied.
    pub fn is_truncated(&self) -> bool {
        self.problem == Problem::Truncated
    }
}

/// Where in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The elements from the outermost: `Document/BkToCstmrStmt/Stmt/Ntry/Amt`.
    pub path: String,
    /// Which entry (or order) of its statement (or message), from 1.
    pub entry: Option<usize>,
    /// Which byte of the file, about.
    pub byte: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str("the file")?,
            path => f.write_str(path)?,
        }
        if let Some(entry) = self.entry {
            write!(f, ", entry {entry}")?;
        }
        write!(f, ", about byte {}", self.byte)
    }
}

/// What can be wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// More than [`MAX_FILE_BYTES`].
    #[error("the file has more than {MAX_FILE_BYTES} bytes")]
    FileTooLarge,
    /// More than [`MAX_ENTRIES`].
    #[error("the file has more than {MAX_ENTRIES} entries")]
    TooManyEntries,
    /// Files are UTF-8 and say so or nothing.
    #[error("the file is not UTF-8: {0}")]
    NotUtf8(String),
    /// Not well-formed.
    #[error("this is not XML: {0}")]
    NotXml(String),
    /// The file ends before its outermost element does.
    #[error("the file ends too early")]
    Truncated,
    /// A document type can define anything, so none is read.
    #[error("a document type definition is not allowed")]
    DocumentType,
    /// Only the five entities of XML and characters by number are known.
    #[error("the entity &{0}; is not known")]
    Entity(String),
    /// Elements within elements without end.
    #[error("elements are nested too deeply")]
    TooDeep,
    /// Another message, or none of ISO 20022.
    #[error("this is not the expected message but {0}")]
    UnknownDocument(String),
    /// Something that must be there.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// Something that may be there once.
    #[error("{0} stands here more than once")]
    Repeated(&'static str),
    /// Text where elements belong, or elements where text belongs.
    #[error("text and elements are mixed")]
    Mixed,
    /// Empty, too long, or characters that XML cannot carry.
    #[error("{0} is empty, too long, or has characters that a file cannot carry")]
    BadText(&'static str),
    /// Not a decimal number of the currency: negative, too many decimals, or no number.
    #[error("{0:?} is no amount of the currency")]
    BadAmount(String),
    /// An amount or a sum of more than 18 digits.
    #[error("the amount is too large")]
    TooLarge,
    /// Not an active currency of ISO 4217.
    #[error("{0:?} is no currency")]
    UnknownCurrency(String),
    /// Everything is in the account's currency.
    #[error("an amount in {found} where {expected} is meant")]
    MixedCurrency {
        /// The account's.
        expected: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// Not a time or date of ISO 8601.
    #[error("{0:?} is no time")]
    BadTime(String),
    /// Not a whole number.
    #[error("{0:?} is no number")]
    BadNumber(String),
    /// A code that has no meaning here.
    #[error("{0:?} is not a known {1}")]
    UnknownCode(String, &'static str),
    /// An account that cannot be one.
    #[error("{0}")]
    BadAccount(AccountError),
    /// A statement in several messages. Only whole ones are read.
    #[error("the statement is only a page of one")]
    OnlyAPage,
    /// A stated number of entries, transactions or orders that is not theirs.
    #[error("{what} says {stated}, and there are {found}")]
    WrongNumber {
        /// Which element says it.
        what: &'static str,
        /// What it says.
        stated: u64,
        /// What is there.
        found: u64,
    },
    /// A stated sum that is not the sum.
    #[error("{what} says {stated}, and the sum is {found}")]
    WrongTotal {
        /// Which element says it.
        what: &'static str,
        /// What it says.
        stated: String,
        /// What the parts add up to.
        found: String,
    },
    /// Opening balance and booked entries do not make the closing balance.
    #[error("the closing balance is {closing}, and opening balance and entries make {computed}")]
    WrongSum {
        /// What the statement says.
        closing: String,
        /// What it adds up to.
        computed: String,
    },
    /// Two entries of a statement that could not be told apart.
    #[error("the reference {0} stands in the statement twice")]
    DuplicateReference(String),
    /// One statement twice in a file.
    #[error("the statement {0} stands in the file twice")]
    DuplicateStatement(String),
    /// Orders that are no message.
    #[error("{0}")]
    BadOrders(OrderError),
}
