//! A cell with people who have wallets, short words for what they do, and an auditor who looks after every transaction.

use std::cell::Cell;
use std::time::Duration;

use sapa_accounts::{
    Hashing, NewResident, Register, RegistrationMode, RegistrationSecrets, UpdateSettings,
};
use sapa_bank::{BankAccount, Entry, SignedAmount, Statement};
use sapa_kernel::{
    AccountId, Amount, Coded, ConversationId, Currency, Empty, Id, Money, Operator, PaymentId,
    SessionId, SignedIn, Visitor,
};
use sapa_ledger::LedgerId;
use sapa_store::jobs::Handlers;
use sapa_store::{Read, Scan, Tx};
use sapa_test_kit::TestCell;

use crate::keys::{CLAIMS, PACKETS, PACKETS_OPEN, TRANSFERS};
use crate::model::PacketState;
use crate::*;

pub(super) const PASSWORD: &str = "a long enough password";
pub(super) const MACHINE: Operator = Operator { account: None };
pub(super) const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The code of a refusal.
pub(super) fn code<T>(result: Result<T, Error>) -> &'static str {
    match result {
        Ok(_) => "ok",
        Err(error) => error.code(),
    }
}

/// What a refusal says beside its code.
pub(super) fn details<T>(result: Result<T, Error>) -> serde_json::Value {
    match result {
        Ok(_) => serde_json::Value::Null,
        Err(error) => error.details().unwrap_or_default(),
    }
}

pub(super) fn rupiah() -> Currency {
    "IDR".parse().unwrap()
}

/// So many whole rupiah, in minor units.
pub(super) fn amount(rupiah: u128) -> Amount {
    Amount::from_minor(rupiah * 100)
}

pub(super) fn idr(major: u128) -> Money {
    Money {
        amount: amount(major),
        currency: rupiah(),
    }
}

/// The conversation of every card: whose it is does not matter here.
pub(super) fn place() -> ConversationId {
    ConversationId::from_bytes([9; 16])
}

pub(super) fn the_bank() -> BankAccount {
    BankAccount::local("1234567890", None).unwrap()
}

/// The wallet's own jobs, without cards.
fn jobs(keys: Keys) -> Handlers {
    let of = |key: &[u8]| PaymentId::from_bytes(key.try_into().unwrap());
    Handlers::new()
        .on(EXPIRE_TRANSFER_JOB, move |tx, job| {
            let done = expire_transfer(tx, of(&job.key));
            done.map(|_| ()).map_err(|error| error.fault())
        })
        .on(EXPIRE_PACKET_JOB, move |tx, job| {
            let done = expire_packet(tx, of(&job.key), &keys);
            done.map(|_| ()).map_err(|error| error.fault())
        })
        .on(CLOSE_ORDER_JOB, move |tx, job| {
            expire_order(tx, of(&job.key)).map_err(|error| error.fault())
        })
        .and(sapa_ledger::jobs())
}

pub(super) struct World {
    pub(super) cell: TestCell,
    pub(super) people: Vec<SignedIn>,
    pub(super) policy: Policy,
    pub(super) keys: Keys,
    drawn: Cell<u64>,
    booked: Cell<u64>,
    bank: Cell<SignedAmount>,
}

impl World {
    /// A cell that offers wallets, with so many people who have none.
    pub(super) fn without_wallets(people: usize) -> Self {
        let mut world = Self::bare();
        let open = UpdateSettings {
            registration: Some(RegistrationMode::Open),
            cell_name: None,
        };
        world
            .cell
            .write(|tx| sapa_accounts::update_settings(tx, &MACHINE, open))
            .unwrap();
        for number in 0..people {
            let person = world.register(&format!("person{number}"));
            world.people.push(person);
        }
        world.offer();
        world
    }

    /// A cell in which nothing has been set.
    pub(super) fn bare() -> Self {
        let pin_hashing = Hashing::CHEAP;
        Self {
            cell: TestCell::new(),
            people: Vec::new(),
            policy: Policy {
                pin_hashing,
                ..super::withdrawal_lists::any_withdrawal()
            },
            keys: Keys {
                pepper: [1; 32],
                draw: [2; 32],
            },
            drawn: Cell::new(0),
            booked: Cell::new(0),
            bank: Cell::default(),
        }
    }

    /// So many people with a wallet, and a million rupiah in each.
    pub(super) fn with(people: usize) -> Self {
        let world = Self::without_wallets(people);
        let mut entries = Vec::new();
        for who in 0..people {
            world.open(who).unwrap();
            let reference = world.reference(who);
            entries.push(credit(&format!("first-{who}"), idr(1_000_000), &reference));
        }
        world.book(entries).unwrap();
        world.cell.events();
        world
    }

    /// People without a password, for crowds.
    pub(super) fn add_crowd(&mut self, people: usize) {
        for number in 0..people {
            let new = NewResident {
                handle: format!("crowd{number}"),
                display_name: format!("Crowd {number}"),
                about: String::new(),
                language: "en".into(),
            };
            let account = self
                .cell
                .write(|tx| sapa_accounts::create_resident(tx, &new))
                .unwrap();
            let session = SessionId::from_bytes([1; 16]);
            self.people.push(SignedIn { account, session });
            self.open(self.people.len() - 1).unwrap();
        }
    }

    fn register(&self, handle: &str) -> SignedIn {
        let input = Register {
            handle: handle.to_owned(),
            display_name: handle.to_uppercase(),
            password: PASSWORD.into(),
            invitation: None,
        };
        let checked = self
            .cell
            .read(|read| sapa_accounts::check_registration(read, input))
            .unwrap();
        let secrets = RegistrationSecrets {
            token: self.draw(),
            salt: self.draw(),
            codes: self.draw(),
        };
        let prepared = sapa_accounts::prepare_registration(checked, Hashing::CHEAP, &secrets);
        self.cell
            .write(|tx| sapa_accounts::register(tx, &Visitor::default(), &prepared))
            .unwrap()
            .signed_in
    }

    /// Bytes that are never the same.
    pub(super) fn draw<const N: usize>(&self) -> [u8; N] {
        self.drawn.set(self.drawn.get() + 1);
        let number = self.drawn.get().to_le_bytes();
        std::array::from_fn(|at| number[at % 8].wrapping_add(u8::try_from(at).unwrap_or(0)))
    }

    pub(super) fn offer(&self) {
        let input = UpdateWalletSettings {
            currency: Some(rupiah()),
            terms: Some("Be good.".into()),
        };
        self.settings(input).unwrap();
    }

    pub(super) fn settings(&self, input: UpdateWalletSettings) -> Result<WalletSettings, Error> {
        self.write(|tx| update_settings(tx, &MACHINE, input, &self.policy))
    }

    pub(super) fn new_terms(&self) {
        let input = UpdateWalletSettings {
            currency: None,
            terms: Some("Be better.".into()),
        };
        self.settings(input).unwrap();
    }

    pub(super) fn person(&self, who: usize) -> SignedIn {
        self.people[who].clone()
    }

    pub(super) fn account(&self, who: usize) -> AccountId {
        self.people[who].account
    }

    /// A transaction, and the audit after it.
    pub(super) fn write<T>(
        &self,
        run: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let seq = self.cell.seq();
        let answer = self.cell.write(run);
        if answer.is_err() {
            assert_eq!(self.cell.seq(), seq, "a refusal leaves nothing");
        }
        self.audit();
        answer
    }

    pub(super) fn read<T>(&self, read: impl FnOnce(&dyn Read) -> T) -> T {
        self.cell.read(read)
    }

    pub(super) fn advance(&self, by: Duration) {
        self.cell.clock().advance(by);
    }

    pub(super) fn run_jobs(&self) {
        self.cell.run_due_jobs(&jobs(self.keys.clone())).unwrap();
        self.audit();
    }

    pub(super) fn pin(&self, who: usize) -> String {
        format!("{:06}", 135_790 + who)
    }

    pub(super) fn verifier(&self, pin: &str) -> Result<PinVerifier, Error> {
        let salt = self.draw();
        PinVerifier::of(&pin.into(), self.policy.pin_hashing, salt, &self.keys)
    }

    pub(super) fn open(&self, who: usize) -> Result<Empty, Error> {
        self.open_with(who, 1)
    }

    pub(super) fn open_with(&self, who: usize, version: u32) -> Result<Empty, Error> {
        let verifier = self.verifier(&self.pin(who))?;
        let random = self.draw();
        let terms = AcceptTerms { version };
        self.write(|tx| open(tx, &self.person(who), terms, &verifier, random))
    }

    /// Tries a PIN, as an operation does.
    pub(super) fn try_pin(&self, who: usize, pin: &str) -> Result<PinPass, Error> {
        let attempt = self.write(|tx| begin_pin_check(tx, &self.person(who)))?;
        attempt.check(&pin.into(), &self.keys)
    }

    /// The right PIN, however often it was wrong before.
    pub(super) fn pass(&self, who: usize) -> PinPass {
        self.try_pin(who, &self.pin(who)).unwrap()
    }

    pub(super) fn me(&self, who: usize) -> Wallet {
        self.read(|read| me(read, &self.person(who), &self.policy, false))
            .unwrap()
    }

    /// What somebody can pay with and what is held, in whole rupiah.
    pub(super) fn has(&self, who: usize) -> (u128, u128) {
        let balance = self
            .read(|read| crate::movement::balance(read, self.account(who)))
            .unwrap();
        (balance.available.minor() / 100, balance.held.minor() / 100)
    }

    /// What one of the cell's own accounts was given, less what it gave.
    pub(super) fn cells(&self, id: LedgerId) -> i128 {
        let account = self.read(|read| sapa_ledger::account(read, id)).unwrap();
        account.map_or(0, |account| {
            i128::try_from(account.credits_posted.minor()).unwrap()
                - i128::try_from(account.debits_posted.minor()).unwrap()
        })
    }

    pub(super) fn reference(&self, who: usize) -> String {
        self.read(|read| reference_of(read, &self.person(who)))
            .unwrap()
    }

    /// A statement that begins where the last one ended.
    pub(super) fn statement(&self, entries: Vec<Entry>) -> Statement {
        let mut closing = self.bank.get();
        let opening = closing;
        for entry in entries.iter().filter(|entry| entry.booked) {
            closing = closing.moved(entry.amount.amount, entry.credit).unwrap();
        }
        Statement {
            id: format!("S{}", self.booked.get()),
            message_id: "M".into(),
            account: the_bank(),
            currency: rupiah(),
            sequence: None,
            from: None,
            to: None,
            opening,
            closing,
            entries,
            created_at: self.cell.now(),
        }
    }

    pub(super) fn book_as(&self, statement: &Statement) -> Result<Booked, Error> {
        let before = self.bank.get();
        self.bank.set(statement.closing);
        let booked = self.cell.write(|tx| book_statement(tx, statement));
        match &booked {
            Ok(done) if !done.before => self.booked.set(self.booked.get() + 1),
            _ => self.bank.set(before),
        }
        self.audit();
        booked
    }

    pub(super) fn book(&self, entries: Vec<Entry>) -> Result<Booked, Error> {
        self.book_as(&self.statement(entries))
    }

    pub(super) fn report(&self) -> Reconciliation {
        self.read(|read| reconciliation(read, &MACHINE, Empty {}))
            .unwrap()
    }

    pub(super) fn reason(&self, who: usize) -> WithReason {
        WithReason {
            account: self.account(who),
            reason: "a complaint".into(),
        }
    }

    pub(super) fn freeze(&self, who: usize) {
        let input = self.reason(who);
        self.write(|tx| freeze(tx, &MACHINE, &input)).unwrap();
    }

    pub(super) fn unfreeze(&self, who: usize) {
        let input = self.reason(who);
        self.write(|tx| unfreeze(tx, &MACHINE, &input)).unwrap();
    }

    /// Has the account deleted, in the way of a job that is punctual: but the wallet's part is left to the test.
    pub(super) fn delete_soon(&self, who: usize) {
        let person = self.person(who);
        let attempt = self
            .cell
            .write(|tx| sapa_accounts::begin_password_check(tx, &person))
            .unwrap();
        self.cell
            .write(|tx| sapa_accounts::request_deletion(tx, &person, &attempt))
            .unwrap();
    }

    /// What all that was counted must come to.
    pub(super) fn audit(&self) {
        self.read(|read| {
            let totals = sapa_ledger::totals(read, rupiah()).unwrap();
            assert!(totals.balance(), "debits are not credits: {totals:?}");
            sapa_ledger::visit_accounts(read, |account| {
                audit_account(read, &account);
                true
            })
            .unwrap();
            let bank = crate::book::bank_balance(read).unwrap();
            assert_eq!(bank, self.bank.get(), "the bank says otherwise");
            if let Some((_, last)) = crate::book::last(read).unwrap() {
                assert_eq!(bank, last.closing(), "the last statement says otherwise");
            }
            for ((payment,), row) in TRANSFERS.scan(read, Scan::all()).unwrap() {
                let held = sapa_ledger::pending_state(read, crate::keys::transfer_id(payment, 0));
                let waits = row.state == TransferState::Waiting;
                let holds = held.unwrap() == Some(sapa_ledger::PendingState::Pending);
                assert_eq!(waits, holds, "{row:?}");
            }
            super::withdrawal_lists::audit(read);
            super::unclaimed::audit(read);
        });
    }
}

fn audit_account(read: &dyn Read, account: &sapa_ledger::Account) {
    let out = account
        .debits_posted
        .checked_add(account.debits_pending)
        .unwrap();
    let cells_own = [BANK, SUSPENSE].contains(&account.id);
    assert!(
        cells_own || out <= account.credits_posted,
        "below nothing: {account:?}"
    );
    if account.code != Purpose::Packet as u16 {
        return;
    }
    let payment = PaymentId::from_bytes(account.id.to_bytes());
    let row = PACKETS.get(read, &(payment,)).unwrap().unwrap();
    let open = row.state == PacketState::Open;
    let expected = if open {
        row.total.checked_sub(row.taken_amount).unwrap()
    } else {
        Amount::ZERO
    };
    assert_eq!(account.spendable(), expected, "{row:?}");
    let claims = CLAIMS.scan(read, Scan::under(&(payment,))).unwrap();
    let sum: u128 = claims.iter().map(|(_, claim)| claim.amount.minor()).sum();
    assert_eq!(
        (sum, claims.len()),
        (row.taken_amount.minor(), row.taken as usize)
    );
    let listed = PACKETS_OPEN.contains(read, &(row.sender, payment)).unwrap();
    assert_eq!(listed, open);
}

/// Money that came in.
pub(super) fn credit(reference: &str, money: Money, text: &str) -> Entry {
    Entry {
        reference: reference.into(),
        credit: true,
        reversal: false,
        booked: true,
        amount: money,
        booked_at: sapa_kernel::Timestamp::from_millis(1_767_225_600_000),
        end_to_end_id: None,
        remittance: vec![text.into()],
        counterparty_name: Some("SARI DEWI".into()),
        counterparty_account: None,
        return_reason: None,
    }
}

/// Money that left, for an order.
pub(super) fn debit(reference: &str, money: Money, end_to_end_id: &str) -> Entry {
    Entry {
        credit: false,
        end_to_end_id: Some(end_to_end_id.into()),
        remittance: Vec::new(),
        ..credit(reference, money, "")
    }
}

/// What people do with money.
impl World {
    pub(super) fn transfer(
        &self,
        from: usize,
        to: usize,
        money: Money,
        client_id: &str,
    ) -> Result<Transfer, Error> {
        let input = NewTransfer {
            conversation: place(),
            money,
            note: Some("Lunch".into()),
            client_id: client_id.into(),
        };
        let pass = self.pass(from);
        self.transfer_with(from, to, &input, &pass)
    }

    pub(super) fn transfer_with(
        &self,
        from: usize,
        to: usize,
        input: &NewTransfer,
        pass: &PinPass,
    ) -> Result<Transfer, Error> {
        let actor = self.person(from);
        let done = self.write(|tx| {
            if let Some(before) = sent_before(tx, &actor, input)? {
                return Ok(before);
            }
            transfer(tx, &actor, self.account(to), input, pass, &self.policy)
        });
        self.cell.write(|tx| forgive(tx, pass)).unwrap();
        done
    }

    pub(super) fn accept(&self, who: usize, payment: PaymentId) -> Result<Settled, Error> {
        self.write(|tx| accept_transfer(tx, &self.person(who), Payment { payment }))
    }

    pub(super) fn decline(&self, who: usize, payment: PaymentId) -> Result<Settled, Error> {
        self.write(|tx| decline_transfer(tx, &self.person(who), Payment { payment }))
    }

    /// A packet as a group gets it.
    pub(super) fn packet(&self, kind: PacketKind, money: Money, shares: u32) -> NewPacket {
        NewPacket {
            conversation: place(),
            kind,
            money,
            shares,
            greeting: Some("Selamat".into()),
            cover: COVERS[0].into(),
            only_for: None,
            client_id: format!("packet-{}", self.cell.seq()),
        }
    }

    pub(super) fn send_to(
        &self,
        who: usize,
        place: PacketPlace,
        input: &NewPacket,
    ) -> Result<Packet, Error> {
        let (actor, pass) = (self.person(who), self.pass(who));
        let done = self.write(|tx| {
            if let Some(before) = packet_before(tx, &actor, input)? {
                return Ok(before);
            }
            send_packet(tx, &actor, place, input, &pass, &self.policy, &self.keys)
        });
        self.cell.write(|tx| forgive(tx, &pass)).unwrap();
        done
    }

    pub(super) fn send(&self, who: usize, input: &NewPacket) -> Result<Packet, Error> {
        self.send_to(who, PacketPlace::Group, input)
    }

    pub(super) fn tap(&self, who: usize, payment: PaymentId) -> Result<Opened, Error> {
        self.write(|tx| open_packet(tx, &self.person(who), Payment { payment }, &self.keys))
    }

    pub(super) fn withdraw(
        &self,
        who: usize,
        money: Money,
        client_id: &str,
    ) -> Result<Withdrawal, Error> {
        let input = NewWithdrawal {
            money,
            holder: "Sari Dewi".into(),
            to: BankAccount::local("777", None).unwrap(),
            client_id: client_id.into(),
        };
        self.withdraw_with(who, &input)
    }

    pub(super) fn withdraw_with(
        &self,
        who: usize,
        input: &NewWithdrawal,
    ) -> Result<Withdrawal, Error> {
        let pass = self.pass(who);
        let done = self.write(|tx| withdraw(tx, &self.person(who), input, &pass, &self.policy));
        self.cell.write(|tx| forgive(tx, &pass)).unwrap();
        done
    }

    pub(super) fn withdrawal(&self, who: usize, payment: PaymentId) -> Withdrawal {
        self.read(|read| withdrawal(read, &self.person(who), Payment { payment }))
            .unwrap()
    }

    /// Tells the bank what waits, as the node does.
    pub(super) fn tell_bank(&self) -> Option<BankMessage> {
        let message = self.write(next_message).unwrap()?;
        self.write(|tx| message_sent(tx, &message)).unwrap();
        Some(message)
    }

    pub(super) fn lines(&self, who: usize) -> Vec<Line> {
        self.read(|read| statement_of(read, &self.person(who), StatementInput::default()))
            .unwrap()
            .items
    }
}
