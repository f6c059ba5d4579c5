//! Lanes: what goes first when more waits than fits into a group.

/// Who waits for a write. Interactive goes before bulk, bulk before jobs.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, minicbor::Encode, minicbor::Decode,
)]
#[cbor(index_only)]
pub enum Lane {
    /// A person waits.
    #[n(0)]
    Interactive,
    /// An import, an operator's tool, a bot.
    #[n(1)]
    Bulk,
    /// Nobody waits.
    #[n(2)]
    Job,
}

impl Lane {
    /// All lanes, first to last.
    pub const ALL: [Self; 3] = [Self::Interactive, Self::Bulk, Self::Job];

    pub(crate) const fn number(self) -> u8 {
        match self {
            Self::Interactive => 0,
            Self::Bulk => 1,
            Self::Job => 2,
        }
    }

    pub(crate) const fn index(self) -> usize {
        self.number() as usize
    }
}
