//! Writes XML that people can read too.

use sapa_kernel::Money;

use crate::{BankAccount, BankCode};

pub(crate) struct Out {
    text: String,
    open: Vec<&'static str>,
}

impl Out {
    /// Opens a document of the message of this name.
    pub(crate) fn document(message: &str) -> Self {
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:{message}\">\n"
        );
        Self {
            text,
            open: vec!["Document"],
        }
    }

    pub(crate) fn open(&mut self, name: &'static str) {
        self.indent();
        self.text.push('<');
        self.text.push_str(name);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    pub(crate) fn close(&mut self) {
        let name = self.open.pop().expect("what is closed was opened before");
        self.indent();
        self.end(name);
    }

    /// An element with a text.
    pub(crate) fn leaf(&mut self, name: &'static str, text: &str) {
        self.indent();
        self.text.push('<');
        self.text.push_str(name);
        self.text.push('>');
        self.escaped(text);
        self.end(name);
    }

    /// A text within elements that have nothing else.
    pub(crate) fn nested(&mut self, names: &[&'static str], text: &str) {
        match names {
            [] => {}
            [name] => self.leaf(name, text),
            [name, inner @ ..] => {
                self.open(name);
                self.nested(inner, text);
                self.close();
            }
        }
    }

    /// An amount with its currency.
    pub(crate) fn money(&mut self, name: &'static str, money: Money) {
        self.indent();
        let number = money.currency.decimal(money.amount);
        let element = format!("<{name} Ccy=\"{}\">{number}", money.currency);
        self.text.push_str(&element);
        self.end(name);
    }

    /// `CRDT` or `DBIT`.
    pub(crate) fn direction(&mut self, credit: bool) {
        self.leaf("CdtDbtInd", if credit { "CRDT" } else { "DBIT" });
    }

    /// An account's number within `Id`.
    pub(crate) fn account_id(&mut self, account: &BankAccount) {
        match account.is_iban() {
            true => self.nested(&["Id", "IBAN"], account.number()),
            false => self.nested(&["Id", "Othr", "Id"], account.number()),
        }
    }

    /// A bank, as an agent of this name.
    pub(crate) fn agent(&mut self, name: &'static str, bank: &BankCode) {
        match bank.is_bic() {
            true => self.nested(&[name, "FinInstnId", "BICFI"], bank.text()),
            false => self.nested(&[name, "FinInstnId", "ClrSysMmbId", "MmbId"], bank.text()),
        }
    }

    /// Closes what is open.
    pub(crate) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    fn end(&mut self, name: &str) {
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push_str(">\n");
    }

    fn indent(&mut self) {
        for _ in 0..self.open.len() {
            self.text.push(' ');
        }
    }

    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '&' => self.text.push_str("&amp;"),
                // A reader of XML makes a line feed of it otherwise.
                '\r' => self.text.push_str("&#13;"),
                c => self.text.push(c),
            }
        }
    }
}
