//! Money with its cards: what the conversation shows while it waits, when it is taken, and when it goes back.

use sapa_bank::{BankAccount, Entry, Statement};
use sapa_chat::{Body, Card, CardKind, CardState, Service};
use sapa_kernel::{Amount, Empty, Money, PaymentId, Timestamp};
use sapa_wallet::{
    Keys, NewPacket, NewRequest, NewTransfer, PacketKind, Payment, PinPass, Policy, TransferState,
    WithReason,
};

use super::*;

pub(super) const PIN: &str = "135791";
pub(super) const DAY: Duration = Duration::from_secs(24 * 60 * 60);

pub(super) fn idr(rupiah: u128) -> Money {
    Money {
        amount: Amount::from_minor(rupiah * 100),
        currency: "IDR".parse().unwrap(),
    }
}

pub(super) fn keys() -> Keys {
    Keys {
        pepper: [1; 32],
        draw: [2; 32],
    }
}

pub(super) fn policy() -> Policy {
    Policy {
        pin_hashing: Hashing::CHEAP,
        ..Policy::default()
    }
}

pub(super) fn sending(place: ConversationId, rupiah: u128, client_id: &str) -> NewTransfer {
    NewTransfer {
        conversation: place,
        money: idr(rupiah),
        note: Some("Lunch".into()),
        client_id: client_id.into(),
    }
}

pub(super) fn asking(place: ConversationId, rupiah: u128, client_id: &str) -> NewRequest {
    NewRequest {
        conversation: place,
        money: idr(rupiah),
        note: None,
        client_id: client_id.into(),
    }
}

pub(super) fn a_packet(place: ConversationId, rupiah: u128, shares: u32) -> NewPacket {
    NewPacket {
        conversation: place,
        kind: PacketKind::Lucky,
        money: idr(rupiah),
        shares,
        greeting: Some("Selamat".into()),
        cover: "batik".into(),
        only_for: None,
        client_id: format!("packet-{rupiah}-{shares}"),
    }
}

/// What people do with money.
impl Town {
    /// A town that offers wallets, with people who have one and a million rupiah.
    pub(super) fn rich<const N: usize>(handles: [&str; N]) -> (Self, [SignedIn; N]) {
        let town = Self::new();
        let people = town.people(handles);
        town.offer();
        let entries = people.iter().map(|person| {
            town.open(person);
            town.entry(person, 1_000_000)
        });
        town.book(entries.collect());
        (town, people)
    }

    pub(super) fn offer(&self) {
        let input = sapa_wallet::UpdateWalletSettings {
            currency: Some(idr(0).currency),
            terms: Some("Be good.".into()),
        };
        self.write(|tx| {
            sapa_wallet::update_settings(tx, &MACHINE, input, &policy()).map_err(fault)
        })
        .unwrap();
    }

    pub(super) fn open(&self, who: &SignedIn) {
        let salt = self.draw();
        let verifier = sapa_wallet::PinVerifier::of(&PIN.into(), Hashing::CHEAP, salt, &keys());
        let terms = sapa_wallet::AcceptTerms { version: 1 };
        let random = self.draw();
        self.write(|tx| {
            sapa_wallet::open(tx, who, terms, &verifier.unwrap(), random).map_err(fault)
        })
        .unwrap();
    }

    fn reference(&self, who: &SignedIn) -> String {
        self.cell
            .read(|read| sapa_wallet::reference_of(read, who))
            .unwrap()
    }

    pub(super) fn entry(&self, who: &SignedIn, rupiah: u128) -> Entry {
        Entry {
            reference: format!("{}-for-{}", self.cell.seq(), who.account),
            credit: true,
            reversal: false,
            booked: true,
            amount: idr(rupiah),
            booked_at: Timestamp::from_millis(0),
            end_to_end_id: None,
            remittance: vec![self.reference(who)],
            counterparty_name: None,
            counterparty_account: None,
            return_reason: None,
        }
    }

    pub(super) fn book(&self, entries: Vec<Entry>) -> u32 {
        let before = self
            .cell
            .read(|read| sapa_wallet::reconciliation(read, &MACHINE, Empty {}))
            .unwrap();
        let opening = before.statement_balance.unwrap_or_default();
        let closing = entries.iter().fold(opening, |sum, entry| {
            sum.moved(entry.amount.amount, entry.credit).unwrap()
        });
        let statement = Statement {
            id: format!("S{}", before.statements.len()),
            message_id: "M".into(),
            account: BankAccount::local("1", None).unwrap(),
            currency: idr(0).currency,
            sequence: None,
            from: None,
            to: None,
            opening,
            closing,
            entries,
            created_at: self.cell.now(),
        };
        let booked = self
            .write(|tx| crate::money::book_statement(tx, &statement))
            .unwrap();
        assert!(booked.receipts.is_empty(), "they are said");
        booked.differences
    }

    pub(super) fn pass(&self, who: &SignedIn) -> PinPass {
        let attempt = self
            .write(|tx| sapa_wallet::begin_pin_check(tx, who).map_err(fault))
            .unwrap();
        let pass = attempt.check(&PIN.into(), &keys()).unwrap();
        self.cell
            .write(|tx| sapa_wallet::forgive(tx, &pass))
            .unwrap();
        pass
    }

    pub(super) fn transfer(
        &self,
        who: &SignedIn,
        input: &NewTransfer,
    ) -> Answer<sapa_wallet::Transfer> {
        let pass = self.pass(who);
        self.write(|tx| crate::money::transfer(tx, who, input, &pass, &policy()))
    }

    pub(super) fn take(&self, who: &SignedIn, payment: PaymentId) -> Answer<TransferState> {
        self.write(|tx| crate::money::accept_transfer(tx, who, Payment { payment }))
            .map(|transfer| transfer.state)
    }

    pub(super) fn decline(&self, who: &SignedIn, payment: PaymentId) -> Answer<TransferState> {
        self.write(|tx| crate::money::decline_transfer(tx, who, Payment { payment }))
            .map(|transfer| transfer.state)
    }

    pub(super) fn put(&self, who: &SignedIn, input: &NewPacket) -> Answer<sapa_wallet::Packet> {
        let pass = self.pass(who);
        self.write(|tx| crate::money::send_packet(tx, who, input, &pass, &policy(), &keys()))
    }

    pub(super) fn tap(&self, who: &SignedIn, payment: PaymentId) -> Answer<sapa_wallet::Packet> {
        self.write(|tx| crate::money::open_packet(tx, who, Payment { payment }, &keys()))
            .map(|opened| opened.packet)
    }

    pub(super) fn has(&self, who: &SignedIn) -> (u128, u128) {
        let me = self
            .cell
            .read(|read| sapa_wallet::me(read, who, &policy(), false))
            .unwrap();
        me.open.map_or((0, 0), |open| {
            (open.balance.minor() / 100, open.held.minor() / 100)
        })
    }

    /// The cards of a conversation, as somebody sees them.
    pub(super) fn cards(&self, who: &SignedIn, conversation: ConversationId) -> Vec<Card> {
        let input = sapa_chat::History {
            conversation,
            before: None,
            after: None,
            limit: Some(100),
        };
        let page = self
            .cell
            .read(|read| sapa_chat::history(read, who, input, &Tails::new()))
            .unwrap();
        page.messages
            .into_iter()
            .filter_map(|message| match message.body {
                Body::Card { card } => Some(card),
                _ => None,
            })
            .collect()
    }

    pub(super) fn card(&self, who: &SignedIn, conversation: ConversationId) -> Card {
        self.cards(who, conversation).pop().unwrap()
    }

    /// Where the wallet speaks to somebody.
    pub(super) fn wallet_of(&self, who: &SignedIn) -> ConversationId {
        let input = sapa_chat::List {
            cursor: None,
            limit: None,
        };
        let list = self
            .cell
            .read(|read| sapa_chat::list(read, who, input, &Friends))
            .unwrap();
        let found = list
            .items
            .into_iter()
            .find(|item| item.service == Some(Service::Wallet));
        found.unwrap().conversation
    }

    /// What it said, in order.
    pub(super) fn told(&self, who: &SignedIn) -> Vec<String> {
        let cards = self.cards(who, self.wallet_of(who)).into_iter();
        cards.map(|card| card.detail.unwrap()).collect()
    }
}

#[test]
fn a_transfer_is_a_card_that_changes_when_it_is_taken() {
    let (town, [sari, budi]) = Town::rich(["sari", "budi"]);
    let place = town.befriend(&sari, &budi);
    let sent = town.transfer(&sari, &sending(place, 300, "a")).unwrap();
    assert_eq!(sent.message_no, 2);
    let expected = Card {
        kind: CardKind::Transfer,
        payment: Some(sent.payment),
        money: Some(idr(300)),
        note: Some("Lunch".into()),
        account: Some(budi.account),
        state: CardState::Waiting,
        detail: None,
    };
    assert_eq!(town.card(&budi, place), expected);
    let again = town.transfer(&sari, &sending(place, 300, "a")).unwrap();
    assert_eq!(again, sent);
    assert_eq!(town.cards(&sari, place).len(), 1, "and no second card");
    assert_eq!(
        town.transfer(&sari, &sending(place, 301, "a")),
        Err("wallet.different_content")
    );
    town.take(&budi, sent.payment).unwrap();
    assert_eq!(town.card(&sari, place).state, CardState::Accepted);
    let before = town.cell.seq();
    town.take(&budi, sent.payment).unwrap();
    assert_eq!(town.cell.seq(), before, "taking it again changes nothing");
    assert_eq!(
        (town.has(&sari), town.has(&budi)),
        ((999_700, 0), (1_000_300, 0))
    );
    assert_eq!(town.told(&sari), ["top_up"], "the card is enough");
}

#[test]
fn what_is_declined_or_forgotten_is_told_where_the_wallet_speaks() {
    let (town, [sari, budi]) = Town::rich(["sari", "budi"]);
    let place = town.befriend(&sari, &budi);
    let declined = town.transfer(&sari, &sending(place, 300, "a")).unwrap();
    town.decline(&budi, declined.payment).unwrap();
    town.decline(&budi, declined.payment).unwrap();
    assert_eq!(town.card(&budi, place).state, CardState::Declined);
    town.transfer(&sari, &sending(place, 400, "b")).unwrap();
    town.cell.clock().advance(DAY);
    town.run_jobs();
    town.run_jobs();
    assert_eq!(town.card(&budi, place).state, CardState::Returned);
    assert_eq!(
        town.told(&sari),
        ["top_up", "transfer_declined", "transfer_returned"]
    );
    let said = town.card(&sari, town.wallet_of(&sari));
    let expected = Card {
        kind: CardKind::Receipt,
        money: Some(idr(400)),
        note: Some("Lunch".into()),
        account: Some(budi.account),
        state: CardState::Done,
        ..said.clone()
    };
    assert_eq!(said, expected);
    assert_eq!(town.has(&sari), (1_000_000, 0));
    // It is a conversation in which nobody else writes, with money or without.
    let wallet = town.wallet_of(&sari);
    assert_eq!(town.say(&sari, wallet, "thanks"), Err("chat.read_only"));
    assert_eq!(
        town.transfer(&sari, &sending(wallet, 1, "c")),
        Err("wallet.direct_only")
    );
    assert_eq!(
        town.put(&sari, &a_packet(wallet, 10, 1)).map(|_| ()),
        Err("chat.read_only")
    );
    assert_eq!(
        town.transfer(&budi, &sending(wallet, 1, "c")),
        Err("chat.not_a_member")
    );
}

#[test]
fn a_transfer_that_is_refused_leaves_no_card() {
    let (town, [sari, budi, putu]) = Town::rich(["sari", "budi", "putu"]);
    let place = town.befriend(&sari, &budi);
    town.befriend(&sari, &putu);
    let group = town.group(&sari, &[&budi, &putu]).conversation;
    let other = town.befriend(&budi, &putu);
    let nowhere = ConversationId::from_bytes([9; 16]);
    let seq = town.cell.seq();
    for (conversation, rupiah, expected) in [
        (place, 1_000_001, "wallet.insufficient_funds"),
        (place, 0, "wallet.amount_invalid"),
        (group, 1, "wallet.direct_only"),
        (other, 1, "chat.not_a_member"),
        (nowhere, 1, "chat.not_a_member"),
    ] {
        let input = sending(conversation, rupiah, "a");
        assert_eq!(town.transfer(&sari, &input), Err(expected));
    }
    assert!(town.cards(&sari, place).is_empty());
    assert_eq!(town.has(&sari), (1_000_000, 0));
    // Ids are bound to who acts: somebody else's letters are their own payment.
    town.transfer(&sari, &sending(place, 5, "same")).unwrap();
    let theirs = town.transfer(&budi, &sending(place, 7, "same")).unwrap();
    assert_eq!(theirs.money, idr(7));
    assert!(town.cell.seq() > seq);
}

#[test]
fn money_messages_are_not_recalled() {
    let (town, [sari, budi]) = Town::rich(["sari", "budi"]);
    let place = town.befriend(&sari, &budi);
    let sent = town.transfer(&sari, &sending(place, 300, "a")).unwrap();
    let recall = |message_no| {
        let input = sapa_chat::Recall {
            conversation: place,
            message_no,
        };
        town.write(|tx| sapa_chat::recall(tx, &sari, input).map_err(fault))
            .map(|_| ())
    };
    assert_eq!(recall(sent.message_no), Err("chat.money_stays"));
    town.take(&budi, sent.payment).unwrap();
    assert_eq!(recall(sent.message_no), Err("chat.money_stays"));
}

#[test]
fn what_operators_do_is_told() {
    let (town, [sari]) = Town::rich(["sari"]);
    let input = WithReason {
        account: sari.account,
        reason: "r".repeat(sapa_wallet::MAX_REASON),
    };
    let level = sapa_wallet::SetLevel {
        account: sari.account,
        level: sapa_wallet::Level::Verified,
        reason: input.reason.clone(),
    };
    for _ in 0..2 {
        let input = || input.clone();
        town.write(|tx| crate::money::inspect(tx, &MACHINE, input()))
            .unwrap();
        town.write(|tx| crate::money::freeze(tx, &MACHINE, input()))
            .unwrap();
        town.write(|tx| crate::money::unfreeze(tx, &MACHINE, input()))
            .unwrap();
        town.write(|tx| crate::money::unfreeze(tx, &MACHINE, input()))
            .unwrap();
        let level = level.clone();
        town.write(|tx| crate::money::set_level(tx, &MACHINE, level))
            .unwrap();
    }
    let told = town.told(&sari);
    let expected = [
        "top_up",
        "inspected",
        "frozen",
        "unfrozen",
        "level_changed",
        "inspected",
        "frozen",
        "unfrozen",
    ];
    assert_eq!(told, expected);
    let said = town.card(&sari, town.wallet_of(&sari));
    assert_eq!(said.note, Some(input.reason), "with the reason");
}
