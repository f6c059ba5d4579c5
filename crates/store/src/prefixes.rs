//! Every two-byte key prefix of the keyspace, in one place.
//!
//! A key begins with `(domain, table)`. A domain owns one block; a table's number is never reused, not even
//! after the table is gone. A test checks that no two tables share a prefix or a name.

/// Where a table's rows lie in the keyspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prefix {
    /// The block of the domain that owns the table.
    pub domain: u8,
    /// The table inside its block.
    pub table: u8,
    /// `domain.table`, for people: `inspect`, errors, documents.
    pub name: &'static str,
}

impl Prefix {
    /// The two bytes that begin each key of the table.
    pub const fn bytes(self) -> [u8; 2] {
        [self.domain, self.table]
    }
}

macro_rules! prefixes {
    ($($(#[$doc:meta])* $name:ident = ($domain:literal, $table:literal, $text:literal);)*) => {
        $($(#[$doc])* pub const $name: Prefix = Prefix { domain: $domain, table: $table, name: $text };)*

        /// All of them, in the order of this file.
        pub const ALL: &[Prefix] = &[$($name),*];
    };
}

// Blocks: 0x01 store, 0x02 feed, 0x03 blobs, 0x04 ledger, 0x10 accounts, 0x11 contacts, 0x12 chat, 0x13 wallet,
// 0x14 mini, 0x15 mini_data, 0x20 api.
prefixes! {
    /// What the keyspace knows of itself: one row, the position that has been applied.
    STORE_META = (0x01, 0x01, "store.meta");
    /// Jobs by identity.
    STORE_JOBS = (0x01, 0x02, "store.jobs");
    /// Jobs by lane and the time they are due.
    STORE_JOBS_DUE = (0x01, 0x03, "store.jobs_due");
    /// Jobs that failed too often, with their last error.
    STORE_JOBS_DEAD = (0x01, 0x04, "store.jobs_dead");
    /// The feature level that the cell has reached: one row.
    STORE_LEVEL = (0x01, 0x05, "store.level");
    /// Rows that `bench store` writes into its own throw-away keyspace.
    STORE_BENCH = (0x01, 0xf0, "store.bench");
    /// Rows that the store's own tests write.
    STORE_TEST = (0x01, 0xf1, "store.test");
    /// A second table for the store's own tests.
    STORE_TEST_INDEX = (0x01, 0xf2, "store.test_index");

    /// How far each account's change feed goes.
    FEED_HEADS = (0x02, 0x01, "feed.heads");
    /// What changed, by account and position.
    FEED_ITEMS = (0x02, 0x02, "feed.items");
    /// The newest position of each subject.
    FEED_SUBJECTS = (0x02, 0x03, "feed.subjects");

    /// Uploads that wait to be used, by id.
    BLOBS_UPLOADS = (0x03, 0x01, "blobs.uploads");
    /// The same uploads by account.
    BLOBS_UPLOADS_OF = (0x03, 0x02, "blobs.uploads_of");
    /// Stored images with the number of references to each.
    BLOBS_BLOBS = (0x03, 0x03, "blobs.blobs");

    /// Ledger accounts by id: what they are, and their four balances.
    LEDGER_ACCOUNTS = (0x04, 0x01, "ledger.accounts");
    /// Transfers by id. They never change.
    LEDGER_TRANSFERS = (0x04, 0x02, "ledger.transfers");
    /// What became of each pending transfer.
    LEDGER_PENDING = (0x04, 0x03, "ledger.pending");
    /// Balances after each transfer, by account and time, for accounts that keep a history.
    LEDGER_HISTORY = (0x04, 0x04, "ledger.history");
    /// The newest timestamp of the ledger: one row.
    LEDGER_CLOCK = (0x04, 0x05, "ledger.clock");

    /// People by id.
    ACCOUNTS_ACCOUNTS = (0x10, 0x01, "accounts.accounts");
    /// People by what their handle looks like.
    ACCOUNTS_HANDLES = (0x10, 0x02, "accounts.handles");
    /// Verifiers of passwords.
    ACCOUNTS_CREDENTIALS = (0x10, 0x03, "accounts.credentials");
    /// Recovery codes that are left, hashed.
    ACCOUNTS_RECOVERY_CODES = (0x10, 0x04, "accounts.recovery_codes");
    /// Devices by account.
    ACCOUNTS_SESSIONS = (0x10, 0x05, "accounts.sessions");
    /// Devices by the hash of their token.
    ACCOUNTS_TOKENS = (0x10, 0x06, "accounts.tokens");
    /// Invitations by id.
    ACCOUNTS_INVITATIONS = (0x10, 0x07, "accounts.invitations");
    /// Invitations by the account that made them.
    ACCOUNTS_INVITATIONS_OF = (0x10, 0x08, "accounts.invitations_of");
    /// Invitations by the hash of their code.
    ACCOUNTS_INVITATION_CODES = (0x10, 0x09, "accounts.invitation_codes");
    /// Recovery links by the hash of their token.
    ACCOUNTS_RECOVERY_LINKS = (0x10, 0x0a, "accounts.recovery_links");
    /// Notices that an account has not dismissed.
    ACCOUNTS_NOTICES = (0x10, 0x0b, "accounts.notices");
    /// Attempts counted, by what is limited and for whom.
    ACCOUNTS_ATTEMPTS = (0x10, 0x0c, "accounts.attempts");
    /// What accounts know of the cell: its name, who may register, how many run it.
    ACCOUNTS_CELL = (0x10, 0x0d, "accounts.cell");
    /// Fictional residents of a demo town.
    ACCOUNTS_RESIDENTS = (0x10, 0x0e, "accounts.residents");

    /// Friends by the account that lists them.
    CONTACTS_CONTACTS = (0x11, 0x01, "contacts.contacts");
    /// Requests by the account that received them.
    CONTACTS_RECEIVED = (0x11, 0x02, "contacts.received");
    /// Requests by the account that sent them.
    CONTACTS_SENT = (0x11, 0x03, "contacts.sent");
    /// Requests of an account, the newest first.
    CONTACTS_REQUEST_ORDER = (0x11, 0x04, "contacts.request_order");
    /// Who blocks whom.
    CONTACTS_BLOCKS = (0x11, 0x05, "contacts.blocks");
    /// Accounts by their personal code.
    CONTACTS_CODES = (0x11, 0x06, "contacts.codes");
    /// The current personal code of an account.
    CONTACTS_PERSONAL_CODES = (0x11, 0x07, "contacts.personal_codes");
    /// How many contacts and requests an account has.
    CONTACTS_TALLIES = (0x11, 0x08, "contacts.tallies");
    /// Those who list an account as a friend.
    CONTACTS_LISTED_BY = (0x11, 0x09, "contacts.listed_by");

    /// Conversations: type, name, owner.
    CHAT_CONVERSATIONS = (0x12, 0x01, "chat.conversations");
    /// The head of each conversation: its newest numbers.
    CHAT_HEADS = (0x12, 0x02, "chat.heads");
    /// Members by conversation: read markers, visibility.
    CHAT_MEMBERS = (0x12, 0x03, "chat.members");
    /// Conversations by account: mute, pin, hidden.
    CHAT_MEMBERSHIPS = (0x12, 0x04, "chat.memberships");
    /// Messages by conversation and number.
    CHAT_MESSAGES = (0x12, 0x05, "chat.messages");
    /// The message that a client's own id made.
    CHAT_CLIENT_IDS = (0x12, 0x06, "chat.client_ids");
    /// Messages that changed after they were sent, by change number.
    CHAT_CHANGES = (0x12, 0x07, "chat.changes");
    /// The direct conversation of two accounts.
    CHAT_DIRECTS = (0x12, 0x08, "chat.directs");
    /// The group that a client's own id made.
    CHAT_GROUP_CLIENT_IDS = (0x12, 0x09, "chat.group_client_ids");
    /// Messages that an account has deleted for itself.
    CHAT_DELETED = (0x12, 0x0a, "chat.deleted");
    /// The same deletions in the batches in which they were made.
    CHAT_DELETIONS = (0x12, 0x0b, "chat.deletions");
    /// Drafts by account and conversation.
    CHAT_DRAFTS = (0x12, 0x0c, "chat.drafts");
    /// The current link of each group.
    CHAT_LINKS = (0x12, 0x0d, "chat.links");
    /// Groups by the code of their link.
    CHAT_LINK_CODES = (0x12, 0x0e, "chat.link_codes");
    /// The conversation in which a service of the cell speaks to an account.
    CHAT_SERVICES = (0x12, 0x0f, "chat.services");
    /// What an operator has set for all wallets: one row.
    WALLET_CELL = (0x13, 0x01, "wallet.cell");
    /// Wallets by account.
    WALLET_WALLETS = (0x13, 0x02, "wallet.wallets");
    /// Verifiers of payment PINs.
    WALLET_PINS = (0x13, 0x03, "wallet.pins");
    /// Attempts on PINs, counted before they are checked.
    WALLET_PIN_ATTEMPTS = (0x13, 0x04, "wallet.pin_attempts");
    /// Forgotten PINs that may be set anew after a while.
    WALLET_PIN_RESETS = (0x13, 0x05, "wallet.pin_resets");
    /// Transfers between friends.
    WALLET_TRANSFERS = (0x13, 0x06, "wallet.transfers");
    /// Payments that were made at once, by a pay code.
    WALLET_DIRECTS = (0x13, 0x07, "wallet.directs");
    /// Requests for money, and bills that are split.
    WALLET_REQUESTS = (0x13, 0x08, "wallet.requests");
    /// Red packets.
    WALLET_PACKETS = (0x13, 0x09, "wallet.packets");
    /// Shares of red packets, by packet and who took it.
    WALLET_CLAIMS = (0x13, 0x0a, "wallet.claims");
    /// Withdrawals.
    WALLET_WITHDRAWALS = (0x13, 0x0b, "wallet.withdrawals");
    /// Withdrawals that the bank has not settled, by the time when they were asked for.
    WALLET_WITHDRAWALS_OPEN = (0x13, 0x0c, "wallet.withdrawals_open");
    /// Wallets by what people write on a bank transfer.
    WALLET_REFERENCES = (0x13, 0x0d, "wallet.references");
    /// Lines of bank statements.
    WALLET_BANK_ENTRIES = (0x13, 0x0e, "wallet.bank_entries");
    /// Bank statements that were booked.
    WALLET_STATEMENTS = (0x13, 0x0f, "wallet.statements");
    /// The same, the newest first.
    WALLET_STATEMENT_ORDER = (0x13, 0x10, "wallet.statement_order");
    /// Wallets by their pay code.
    WALLET_PAY_CODES = (0x13, 0x11, "wallet.pay_codes");
    /// The current pay code of a wallet.
    WALLET_PAY_CODE_OF = (0x13, 0x12, "wallet.pay_code_of");
    /// When operators looked at a wallet, and why.
    WALLET_INSPECTIONS = (0x13, 0x13, "wallet.inspections");
    /// Files of the bank that could not be booked.
    WALLET_REJECTED_FILES = (0x13, 0x14, "wallet.rejected_files");
    /// Red packets that have not closed, by their sender.
    WALLET_PACKETS_OPEN = (0x13, 0x15, "wallet.packets_open");
    /// The request that a payment paid, by the payment.
    WALLET_REQUESTS_PAID = (0x13, 0x16, "wallet.requests_paid");
    /// Withdrawals that the bank has not settled, by account.
    WALLET_WITHDRAWALS_OF = (0x13, 0x18, "wallet.withdrawals_of");
    /// Withdrawals that the bank shall be told of, the earliest first.
    WALLET_WITHDRAWALS_QUEUE = (0x13, 0x19, "wallet.withdrawals_queue");
    /// Withdrawals in the message to the bank of which nobody has said that it was sent.
    WALLET_WITHDRAWALS_BEGUN = (0x13, 0x1a, "wallet.withdrawals_begun");
    /// What deleted accounts left, and who was given of it.
    WALLET_UNCLAIMED = (0x13, 0x1b, "wallet.unclaimed");
    /// Lines of statements that were booked, by what names them at the bank.
    WALLET_BANK_LINES = (0x13, 0x1c, "wallet.bank_lines");
    /// Statements by what they say.
    WALLET_STATEMENT_CONTENTS = (0x13, 0x1d, "wallet.statement_contents");
    /// Lines that somebody has to look at, the oldest first.
    WALLET_BANK_LINES_OPEN = (0x13, 0x1e, "wallet.bank_lines_open");
    /// Statements that an operator says are no copies.
    WALLET_ACCEPTED_STATEMENTS = (0x13, 0x17, "wallet.accepted_statements");
    /// Files of the bank that wait for another.
    WALLET_WAITING_FILES = (0x13, 0x1f, "wallet.waiting_files");
    /// Merchants by number.
    WALLET_MERCHANTS = (0x13, 0x20, "wallet.merchants");
    /// Merchants by the account that owns them.
    WALLET_MERCHANTS_OF = (0x13, 0x21, "wallet.merchants_of");
    /// Merchants by the hash of their server's secret.
    WALLET_MERCHANT_TOKENS = (0x13, 0x22, "wallet.merchant_tokens");
    /// Orders of merchants.
    WALLET_ORDERS = (0x13, 0x23, "wallet.orders");
    /// The same by merchant, the newest first.
    WALLET_ORDERS_OF = (0x13, 0x24, "wallet.orders_of");
    /// Refunds of orders.
    WALLET_REFUNDS = (0x13, 0x25, "wallet.refunds");
    /// The same by order.
    WALLET_REFUNDS_OF = (0x13, 0x26, "wallet.refunds_of");
    /// What merchants' owners took into their wallets.
    WALLET_PAYOUTS = (0x13, 0x27, "wallet.payouts");
    /// What merchants' servers are told, by merchant and what it is about.
    WALLET_NOTIFICATIONS = (0x13, 0x28, "wallet.notifications");
    /// What programs without a server sell, by app id.
    WALLET_PRICE_LISTS = (0x13, 0x29, "wallet.price_lists");
    /// Collections of mini programs' data, by program.
    MINI_DATA_COLLECTIONS = (0x15, 0x01, "mini_data.collections");
    /// Their documents.
    MINI_DATA_DOCUMENTS = (0x15, 0x02, "mini_data.documents");
    /// How many documents each person has in a program.
    MINI_DATA_TALLIES = (0x15, 0x03, "mini_data.tallies");
    /// Mini programs by app id.
    MINI_PROGRAMS = (0x14, 0x01, "mini.programs");
    /// Mini programs by what their name looks like.
    MINI_NAMES = (0x14, 0x02, "mini.names");
    /// Members by program.
    MINI_MEMBERS = (0x14, 0x03, "mini.members");
    /// Programs by member.
    MINI_MEMBER_OF = (0x14, 0x04, "mini.member_of");
    /// Versions by program and number.
    MINI_VERSIONS = (0x14, 0x05, "mini.versions");
    /// Where each file of a version lies in its package.
    MINI_FILES = (0x14, 0x06, "mini.files");
    /// Versions that wait for a review, the earliest first.
    MINI_REVIEWS = (0x14, 0x07, "mini.reviews");
    /// Login codes by their hash.
    MINI_CODES = (0x14, 0x08, "mini.codes");
    /// The same by the time when they expire.
    MINI_CODES_DUE = (0x14, 0x09, "mini.codes_due");
    /// Sessions of people with programs.
    MINI_SESSIONS = (0x14, 0x0a, "mini.sessions");
    /// People by the openid that a program knows them by.
    MINI_OPENIDS = (0x14, 0x0b, "mini.openids");
    /// Access tokens of programs by their hash.
    MINI_TOKENS = (0x14, 0x0c, "mini.tokens");
    /// The same by the time when they expire.
    MINI_TOKENS_DUE = (0x14, 0x0d, "mini.tokens_due");
    /// The current access tokens of a program, and how many it asked for.
    MINI_TOKENS_OF = (0x14, 0x0e, "mini.tokens_of");
    /// What people let programs do.
    MINI_GRANTS = (0x14, 0x0f, "mini.grants");
    /// The programs that somebody used last, and keeps.
    MINI_SHELVES = (0x14, 0x10, "mini.shelves");
    /// What people reported of programs.
    MINI_REPORTS = (0x14, 0x11, "mini.reports");
    /// The same by who reported it.
    MINI_REPORTS_OF = (0x14, 0x12, "mini.reports_of");
    /// Results of writes by idempotency key.
    API_IDEMPOTENCY = (0x20, 0x01, "api.idempotency");
    /// The same by the time they were made, for sweeping.
    API_IDEMPOTENCY_BY_TIME = (0x20, 0x02, "api.idempotency_by_time");
}

/// The prefix that a raw key begins with, if it is a known one.
pub fn of_key(key: &[u8]) -> Option<Prefix> {
    let head = key.first_chunk::<2>()?;
    ALL.iter().copied().find(|prefix| prefix.bytes() == *head)
}
