//! A language of lines for the ledger's tests, so that a story reads as a table.
//!
//! ```text
//! account  A1 [flag…] [code=7] [currency=EUR] [data=9]               -> result
//! transfer T1 A1 A2 100 [flag…] [of=T9] [timeout=60] [code=…] […]     -> result
//! post     T2 T1 max [flag…] [debit=A1] [credit=A2] […]               -> result
//! void     T3 T1 0   […]                                              -> result
//! batch                                    the lines up to `end` are one call
//! balance  A1 100+20 0+0                   debits and credits, each posted+pending
//! open     A1 yes                          whether it is not closed
//! amount   T1 100                          what a transfer came to
//! state    T1 pending                      what became of a pending transfer
//! history  A1 T1:0+100/0+0 …               the balances after each transfer, debits/credits
//! advance  60s                             the clock
//! jobs     1                               what is due is run
//! expire   T1 yes                          by hand
//! ```
//! Ids and amounts are numbers, `max`, or `max-N`; an id may have a letter before it. What follows `#` is not read.
//!
//! Each script runs twice: its single lines as calls of one event, and as batches with a refused event before it. The
//! two must agree, and so must all totals after each line.

use std::time::Duration;

use sapa_kernel::{Amount, Currency};
use sapa_test_kit::TestCell;

use crate::*;

/// Runs a script in both ways.
pub(super) fn run(script: &str) {
    for batched in [false, true] {
        let mut run = Run {
            cell: TestCell::new(),
            batched,
            batch: None,
        };
        for (index, line) in script.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            run.line(&format!("line {}: {line}", index + 1), line);
        }
    }
}

/// An event with the result that the script expects.
#[derive(Debug, Clone, Copy)]
enum Event {
    Account(NewAccount),
    Transfer(NewTransfer),
}

#[derive(Default)]
struct Lines {
    events: Vec<Event>,
    expected: Vec<String>,
    at: Vec<String>,
}

struct Run {
    cell: TestCell,
    batched: bool,
    batch: Option<Lines>,
}

impl Run {
    fn line(&mut self, at: &str, line: &str) {
        let (call, expected) = line.split_once("->").unwrap_or((line, ""));
        let words: Vec<&str> = call.split_whitespace().collect();
        let (verb, rest) = words.split_first().unwrap();
        match *verb {
            "account" | "transfer" | "post" | "void" => {
                let event = match *verb {
                    "account" => Event::Account(new_account(rest)),
                    verb => Event::Transfer(new_transfer(verb, rest)),
                };
                let alone = self.batch.is_none();
                let lines = self.batch.get_or_insert_default();
                lines.events.push(event);
                lines.expected.push(expected.trim().to_owned());
                lines.at.push(at.to_owned());
                if alone {
                    self.call(self.batched);
                }
            }
            "batch" => self.batch = Some(Lines::default()),
            "end" => self.call(false),
            _ => self.other(at, verb, rest),
        }
        self.totals(at);
    }

    fn call(&mut self, padded: bool) {
        let lines = self.batch.take().unwrap();
        let mut accounts = Vec::new();
        let mut transfers = Vec::new();
        for event in lines.events {
            match event {
                Event::Account(account) => accounts.push(account),
                Event::Transfer(transfer) => transfers.push(transfer),
            }
        }
        let nothing = LedgerId::ZERO;
        if padded && !transfers.is_empty() {
            let refused = NewTransfer::new(nothing, nothing, nothing, Amount::ZERO, idr(), 0);
            transfers.insert(0, refused);
        }
        let results: Vec<&str> = if transfers.is_empty() {
            let results = self
                .cell
                .write(|tx| create_accounts(tx, &accounts))
                .unwrap();
            results.into_iter().map(CreateAccountResult::name).collect()
        } else {
            let results = self.cell.write(|tx| create_transfers(tx, &transfers));
            let mut results = results.unwrap();
            if padded {
                assert_eq!(results.remove(0), CreateTransferResult::IdMustNotBeZero);
            }
            results
                .into_iter()
                .map(CreateTransferResult::name)
                .collect()
        };
        for ((at, expected), result) in lines.at.iter().zip(&lines.expected).zip(results) {
            assert_eq!(result, expected, "{at}");
        }
    }

    fn other(&self, at: &str, verb: &str, words: &[&str]) {
        let cell = &self.cell;
        let found = match verb {
            "balance" => {
                let account = self.account(words[0]);
                vec![
                    both(account.debits_posted, account.debits_pending),
                    both(account.credits_posted, account.credits_pending),
                ]
            }
            "open" => vec![yes(!self.account(words[0]).flags.closed)],
            "amount" => {
                let transfer = cell.read(|read| transfer(read, id(words[0]))).unwrap();
                vec![in_words(transfer.unwrap().amount)]
            }
            "state" => {
                let state = cell.read(|read| pending_state(read, id(words[0]))).unwrap();
                vec![state.map_or("none".to_owned(), |state| {
                    format!("{state:?}").to_lowercase()
                })]
            }
            "history" => {
                let filter = HistoryFilter {
                    account: id(words[0]),
                    after: None,
                    reversed: false,
                    limit: 100,
                };
                let entries = cell.read(|read| account_history(read, filter)).unwrap();
                entries.iter().map(history_word).collect()
            }
            "advance" => {
                let seconds = words[0].strip_suffix('s').unwrap().parse().unwrap();
                cell.clock().advance(Duration::from_secs(seconds));
                return;
            }
            "jobs" => {
                let ran = cell.run_due_jobs(&jobs()).unwrap();
                assert_eq!(ran, words[0].parse::<usize>().unwrap(), "{at}");
                return;
            }
            "expire" => vec![yes(cell.write(|tx| expire(tx, id(words[0]))).unwrap())],
            _ => panic!("{at}: no such verb"),
        };
        assert_eq!(found, words[1..], "{at}");
    }

    fn account(&self, word: &str) -> Account {
        let account = self.cell.read(|read| account(read, id(word))).unwrap();
        account.unwrap_or_else(|| panic!("no account {word}"))
    }

    fn totals(&self, at: &str) {
        for currency in [idr(), eur()] {
            let totals = self.cell.read(|read| totals(read, currency)).unwrap();
            assert!(totals.balance(), "{at}: {totals:?}");
        }
    }
}

pub(super) fn idr() -> Currency {
    "IDR".parse().unwrap()
}

pub(super) fn eur() -> Currency {
    "EUR".parse().unwrap()
}

fn number(word: &str) -> u128 {
    match word.strip_prefix("max") {
        Some("") => u128::MAX,
        Some(less) => u128::MAX - less.strip_prefix('-').unwrap().parse::<u128>().unwrap(),
        None => word
            .parse()
            .unwrap_or_else(|_| panic!("{word} is no number")),
    }
}

fn id(word: &str) -> LedgerId {
    LedgerId(number(word.trim_start_matches(['A', 'T'])))
}

fn in_words(amount: Amount) -> String {
    match u128::MAX - amount.minor() {
        0 => "max".to_owned(),
        less if less < 1_000 => format!("max-{less}"),
        _ => amount.to_string(),
    }
}

fn both(posted: Amount, pending: Amount) -> String {
    format!("{}+{}", in_words(posted), in_words(pending))
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}

fn history_word(entry: &HistoryEntry) -> String {
    let debits = both(entry.debits_posted, entry.debits_pending);
    let credits = both(entry.credits_posted, entry.credits_pending);
    format!("T{}:{debits}/{credits}", entry.transfer)
}

fn new_account(words: &[&str]) -> NewAccount {
    let mut new = NewAccount::new(id(words[0]), idr(), 1);
    for word in &words[1..] {
        match word.split_once('=') {
            Some(("code", code)) => new.code = code.parse().unwrap(),
            Some(("currency", code)) => new.currency = code.parse().unwrap(),
            Some(("data", data)) => new.user_data = number(data),
            _ => match *word {
                "linked" => new.flags.linked = true,
                "no_overdraft" => new.flags.debits_must_not_exceed_credits = true,
                "no_surplus" => new.flags.credits_must_not_exceed_debits = true,
                "history" => new.flags.history = true,
                "closed" => new.flags.closed = true,
                _ => panic!("{word} is no flag of an account"),
            },
        }
    }
    new
}

fn new_transfer(verb: &str, words: &[&str]) -> NewTransfer {
    let (mut new, options) = match verb {
        "transfer" => {
            let amount = Amount::from_minor(number(words[3]));
            let (debit, credit) = (id(words[1]), id(words[2]));
            let new = NewTransfer::new(id(words[0]), debit, credit, amount, idr(), 1);
            (new, &words[4..])
        }
        verb => {
            let mut new = NewTransfer::post(id(words[0]), id(words[1]), idr());
            new.amount = Amount::from_minor(number(words[2]));
            new.flags.post_pending = verb == "post";
            new.flags.void_pending = verb == "void";
            (new, &words[3..])
        }
    };
    for word in options {
        match word.split_once('=') {
            Some(("of", of)) => new.pending_id = Some(id(of)),
            Some(("debit", debit)) => new.debit_account = id(debit),
            Some(("credit", credit)) => new.credit_account = id(credit),
            Some(("timeout", seconds)) => {
                new.timeout = Duration::from_secs(seconds.parse().unwrap());
            }
            Some(("code", code)) => new.code = code.parse().unwrap(),
            Some(("currency", code)) => new.currency = code.parse().unwrap(),
            Some(("data", data)) => new.user_data = number(data),
            _ => match *word {
                "linked" => new.flags.linked = true,
                "pending" => new.flags.pending = true,
                "post" => new.flags.post_pending = true,
                "void" => new.flags.void_pending = true,
                "balancing_debit" => new.flags.balancing_debit = true,
                "balancing_credit" => new.flags.balancing_credit = true,
                "closing_debit" => new.flags.closing_debit = true,
                "closing_credit" => new.flags.closing_credit = true,
                _ => panic!("{word} is no flag of a transfer"),
            },
        }
    }
    new
}
