//! The bank of the town: statements with all that banks write, and what they should do.

use sapa_bank::{Entry, SignedAmount, Statement};
use sapa_kernel::{Amount, Money, PaymentId, Timestamp};
use sapa_wallet::{Booked, MatchWithdrawal, ResolveDifference};

use crate::dice::Dice;
use crate::model::{Leaves, Model};
use crate::town::{account, rupiah};

/// The smallest amount that people pay, in minor units.
const STEP: u128 = 100;

fn money(minor: u128) -> Money {
    Money {
        amount: Amount::from_minor(minor),
        currency: rupiah(),
    }
}

struct Lines<'a> {
    entries: Vec<Entry>,
    /// Of the statement.
    number: u64,
    balance: u128,
    now: Timestamp,
    dice: &'a mut Dice,
}

impl Lines<'_> {
    fn line(&mut self, credit: bool, minor: u128, end_to_end: Option<PaymentId>, text: &str) {
        if !credit && minor > self.balance {
            // The bank does not pay what is not there.
            return;
        }
        self.balance = if credit {
            self.balance + minor
        } else {
            self.balance - minor
        };
        let end_to_end = end_to_end.map(|payment| payment.to_string().to_uppercase());
        self.entries.push(Entry {
            reference: format!("B{}-{}", self.number, self.entries.len()),
            credit,
            reversal: false,
            booked: true,
            amount: money(minor),
            booked_at: self.now,
            end_to_end_id: end_to_end,
            remittance: vec![text.to_owned()],
            counterparty_name: Some("SOMEBODY".to_owned()),
            counterparty_account: None,
            return_reason: None,
        });
    }

    fn amount(&mut self) -> u128 {
        let large = if self.dice.one_in(6) {
            8_000_000
        } else {
            300_000
        };
        STEP * (1 + u128::from(self.dice.below(large)))
    }

    /// One line of some kind.
    fn any(&mut self, model: &Model) {
        let who = self.dice.index(model.people.len());
        let reference = model.people[who].reference.clone();
        let amount = self.amount();
        match self.dice.below(12) {
            0 => {
                let off = 1 + u128::from(self.dice.below(99));
                self.line(true, amount + off, None, &reference);
            }
            1 => self.line(true, amount, None, "for whom it may concern"),
            2 if self.dice.one_in(8) => {
                // A garnishment, a fraud: a good part of all that there is.
                let part = self.balance / 3;
                self.line(false, part, None, "by order of the court");
            }
            2 => self.line(false, STEP * 75, None, "account fee"),
            3 | 4 => {
                let mangled = reference.replace('-', " ").to_lowercase();
                self.line(true, amount, None, &format!("topup {mangled} thanks"));
            }
            5..8 => self.line(true, amount, None, &reference),
            _ => self.withdrawal(model),
        }
    }

    /// A withdrawal that is paid out, rightly or not, or comes back.
    fn withdrawal(&mut self, model: &Model) {
        let Some((payment, row)) = model.any_withdrawal(self.dice) else {
            return;
        };
        let once = |entries: &[Entry]| {
            let id = payment.to_string().to_uppercase();
            !entries
                .iter()
                .any(|entry| entry.end_to_end_id.as_ref() == Some(&id))
        };
        if !once(&self.entries) {
            return;
        }
        match (row.state, self.dice.below(10)) {
            (Leaves::Held, 0) => self.line(false, row.amount + 50, Some(payment), "paid"),
            (Leaves::Held, _) if row.told => self.line(false, row.amount, Some(payment), "paid"),
            (Leaves::Done, 0..4) => self.line(true, row.amount, Some(payment), "returned"),
            (Leaves::Back, 0) => self.line(true, row.amount, Some(payment), "returned twice"),
            _ => {}
        }
    }
}

/// A statement that brings some people money.
pub(crate) fn funding(
    model: &Model,
    people: std::ops::Range<usize>,
    dice: &mut Dice,
    now: Timestamp,
) -> Statement {
    write(model, dice, now, |lines| {
        for person in &model.people[people] {
            let minor = STEP * (1 + u128::from(lines.dice.below(2_000_000)));
            lines.line(true, minor, None, &person.reference);
        }
    })
}

/// The next statement, as the bank writes it.
pub(crate) fn next_statement(model: &Model, dice: &mut Dice, now: Timestamp) -> Statement {
    let count = 1 + dice.below(12);
    write(model, dice, now, |lines| {
        for _ in 0..count {
            lines.any(model);
        }
    })
}

fn write(
    model: &Model,
    dice: &mut Dice,
    now: Timestamp,
    fill: impl FnOnce(&mut Lines<'_>),
) -> Statement {
    let opening = model.at_bank;
    let mut lines = Lines {
        entries: Vec::new(),
        number: model.statements.len() as u64 + 1,
        balance: opening,
        now,
        dice,
    };
    fill(&mut lines);
    let (number, entries, closing) = (lines.number, lines.entries, lines.balance);
    let balance = |minor| SignedAmount::credit(Amount::from_minor(minor));
    Statement {
        id: format!("S{number}"),
        message_id: format!("M{number}"),
        account: account(),
        currency: rupiah(),
        sequence: Some(number),
        from: None,
        to: None,
        opening: balance(opening),
        closing: balance(closing),
        entries,
        created_at: now,
    }
}

impl Model {
    /// Some withdrawal; the later ones more often than the earlier.
    pub(crate) fn any_withdrawal(
        &self,
        dice: &mut Dice,
    ) -> Option<(PaymentId, &crate::model::Withdrawal)> {
        let skip = dice.index(self.withdrawals.len());
        let found = self.withdrawals.iter().nth(skip)?;
        Some((*found.0, found.1))
    }

    /// A statement was booked.
    pub(crate) fn booked(&mut self, statement: &Statement, booked: &Booked) {
        let known = self.statements.contains_key(&statement.id);
        if known {
            assert!(booked.before, "a statement was booked twice");
            return;
        }
        let mut differences = 0;
        for entry in &statement.entries {
            differences += u32::from(!self.line(&statement.id, entry));
        }
        // Who asks again, because nobody had answered, is not told once more.
        let told = booked.before || booked.differences == differences;
        assert!(told, "{differences} differences of {}", statement.id);
        self.at_bank = statement.closing.amount().minor();
        self.statements
            .insert(statement.id.clone(), statement.clone());
    }

    /// What a line does; false if nobody knows what it is.
    fn line(&mut self, statement: &str, entry: &Entry) -> bool {
        let amount = entry.amount.amount.minor();
        let named: Option<PaymentId> = entry
            .end_to_end_id
            .as_ref()
            .and_then(|text| text.to_lowercase().parse().ok());
        if let Some(row) = named.and_then(|payment| self.withdrawals.get_mut(&payment)) {
            let same = row.amount == amount;
            match (entry.credit, row.state) {
                (false, Leaves::Held) if same && row.told => {
                    row.state = Leaves::Done;
                    let who = row.who;
                    self.release(who, amount);
                    return true;
                }
                (true, Leaves::Done) if same => {
                    row.state = Leaves::Back;
                    let who = row.who;
                    self.give(who, amount);
                    return true;
                }
                _ => {}
            }
        }
        let signed = i128::try_from(amount).expect("a town's money is small");
        let place = (statement.to_owned(), entry.reference.clone());
        if !entry.credit {
            self.suspense -= signed;
            self.left.insert(place, amount);
            return false;
        }
        let letters = |text: &str| -> String {
            let letters = text.chars().filter(char::is_ascii_alphanumeric);
            letters.map(|letter| letter.to_ascii_uppercase()).collect()
        };
        let text = letters(&entry.remittance.concat());
        let owner = self
            .people
            .iter()
            .position(|person| !person.erased && text.contains(&letters(&person.reference)));
        match owner {
            Some(who) if amount.is_multiple_of(STEP) => {
                self.give(who, amount);
                true
            }
            _ => {
                self.suspense += signed;
                self.unresolved.insert(place, amount);
                false
            }
        }
    }

    /// An operator said which withdrawal a line paid out.
    pub(crate) fn matched(&mut self, input: &MatchWithdrawal) {
        let place = (input.statement.clone(), input.reference.clone());
        let Some(line) = self.left.remove(&place) else {
            panic!("{place:?} was matched twice");
        };
        let row = self.withdrawals.get_mut(&input.payment);
        let row = row.expect("a withdrawal that was matched");
        assert!(row.state == Leaves::Held && row.told && row.amount <= line);
        row.state = Leaves::Done;
        let (who, amount) = (row.who, row.amount);
        self.release(who, amount);
        self.suspense += i128::try_from(amount).expect("a town's money is small");
    }

    /// An operator gave money of unknown origin to somebody.
    pub(crate) fn resolved(&mut self, input: &ResolveDifference) {
        let place = (input.statement.clone(), input.reference.clone());
        let Some(amount) = self.unresolved.remove(&place) else {
            panic!("{place:?} was resolved twice");
        };
        self.suspense -= i128::try_from(amount).expect("a town's money is small");
        self.give(self.numbers[&input.account], amount);
    }
}
