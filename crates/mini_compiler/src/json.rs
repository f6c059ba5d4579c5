//! JSON with places: every key and value knows where it stands, for the findings.

use serde_json::{Map, Number, Value};

use crate::finding::{Findings, Place};
use crate::limits::{MAX_JSON_BYTES, MAX_JSON_DEPTH};

/// A value and the byte at which it begins.
#[derive(Clone, Debug)]
pub(crate) struct Json {
    pub(crate) at: usize,
    pub(crate) data: Data,
}

#[derive(Clone, Debug)]
pub(crate) enum Data {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    Array(Vec<Json>),
    Object(Vec<Member>),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) at: usize,
    pub(crate) key: String,
    pub(crate) value: Json,
}

impl Json {
    pub(crate) fn get(&self, key: &str) -> Option<&Json> {
        self.members()
            .iter()
            .rev()
            .find(|member| member.key == key)
            .map(|member| &member.value)
    }

    pub(crate) fn members(&self) -> &[Member] {
        match &self.data {
            Data::Object(members) => members,
            _ => &[],
        }
    }

    pub(crate) fn items(&self) -> &[Json] {
        match &self.data {
            Data::Array(items) => items,
            _ => &[],
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match &self.data {
            Data::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn truth(&self) -> Option<bool> {
        match &self.data {
            Data::Bool(truth) => Some(*truth),
            _ => None,
        }
    }

    /// The plain value, keys in their own order of the alphabet.
    pub(crate) fn plain(&self) -> Value {
        match &self.data {
            Data::Null => Value::Null,
            Data::Bool(truth) => Value::Bool(*truth),
            Data::Number(number) => Value::Number(number.clone()),
            Data::String(text) => Value::String(text.clone()),
            Data::Array(items) => Value::Array(items.iter().map(Json::plain).collect()),
            Data::Object(members) => {
                let mut sorted: Vec<&Member> = members.iter().collect();
                sorted.sort_by(|a, b| a.key.cmp(&b.key));
                let mut map = Map::new();
                for member in sorted {
                    map.insert(member.key.clone(), member.value.plain());
                }
                Value::Object(map)
            }
        }
    }
}

/// Reads a file, or says why not. Comments and a byte order mark are passed over, as DevTools does; of a key that
/// stands twice the last counts, with a warning.
pub(crate) fn read(file: &str, bytes: &[u8], findings: &mut Findings) -> Option<Json> {
    if bytes.len() > MAX_JSON_BYTES {
        let message = format!("more than {MAX_JSON_BYTES} bytes");
        findings.error("json.size", file, Place::Whole, message);
        return None;
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
            let place = Place::At(valid.len());
            findings.error("json.syntax", file, place, "the file is not UTF-8");
            return None;
        }
    };
    let mut reader = Reader {
        text,
        at: 0,
        doubled: Vec::new(),
    };
    if text.starts_with('\u{feff}') {
        reader.at = 3;
    }
    let value = reader.value(0).and_then(|value| {
        reader.space()?;
        match reader.at == text.len() {
            true => Ok(value),
            false => Err(reader.fault("something follows the value")),
        }
    });
    for (at, key) in std::mem::take(&mut reader.doubled) {
        let message = format!("\"{key}\" stands here twice; the last one counts");
        findings.warning("json.doubled", file, Place::At(at), message);
    }
    match value {
        Ok(value) => Some(value),
        Err(fault) => {
            findings.error("json.syntax", file, Place::At(fault.at), fault.message);
            None
        }
    }
}

struct Fault {
    at: usize,
    message: String,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    doubled: Vec<(usize, String)>,
}

impl Reader<'_> {
    fn fault(&self, message: impl Into<String>) -> Fault {
        Fault {
            at: self.at,
            message: message.into(),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) -> Result<(), Fault> {
        loop {
            let rest = &self.text[self.at..];
            if let Some(b' ' | b'\t' | b'\r' | b'\n') = self.peek() {
                self.at += 1;
            } else if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                match rest.find("*/") {
                    Some(end) => self.at += end + 2,
                    None => return Err(self.fault("the comment has no end")),
                }
            } else {
                return Ok(());
            }
        }
    }

    fn value(&mut self, depth: usize) -> Result<Json, Fault> {
        self.space()?;
        if depth > MAX_JSON_DEPTH {
            return Err(self.fault(format!("more than {MAX_JSON_DEPTH} values within values")));
        }
        let at = self.at;
        let data = match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => Data::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(_) => self.word()?,
            None => return Err(self.fault("the file ends too early")),
        };
        Ok(Json { at, data })
    }

    fn object(&mut self, depth: usize) -> Result<Data, Fault> {
        self.at += 1;
        let mut members: Vec<Member> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        loop {
            self.space()?;
            match self.peek() {
                Some(b'}') if members.is_empty() => break,
                Some(b'"') => {}
                _ => return Err(self.fault("a key in double quotes is expected")),
            }
            let at = self.at;
            let key = self.string()?;
            if !seen.insert(key.clone()) {
                self.doubled.push((at, key.clone()));
            }
            self.space()?;
            if self.peek() != Some(b':') {
                return Err(self.fault("a colon is expected"));
            }
            self.at += 1;
            let value = self.value(depth + 1)?;
            members.push(Member { at, key, value });
            if self.ends(b'}')? {
                return Ok(Data::Object(members));
            }
        }
        self.at += 1;
        Ok(Data::Object(members))
    }

    fn array(&mut self, depth: usize) -> Result<Data, Fault> {
        self.at += 1;
        let mut items = Vec::new();
        self.space()?;
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Data::Array(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.ends(b']')? {
                return Ok(Data::Array(items));
            }
        }
    }

    /// Takes a comma, or the end of an array or object.
    fn ends(&mut self, end: u8) -> Result<bool, Fault> {
        self.space()?;
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                Ok(false)
            }
            Some(byte) if byte == end => {
                self.at += 1;
                Ok(true)
            }
            _ => Err(self.fault(format!("a comma or {} is expected", char::from(end)))),
        }
    }

    fn string(&mut self) -> Result<String, Fault> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut end = start + 1;
        loop {
            match bytes.get(end) {
                Some(b'\\') => end += 2,
                Some(b'"') => break,
                Some(b'\n') | None => return Err(self.fault("the string has no end")),
                Some(_) => end += 1,
            }
        }
        // Both ends are quotes, so the slice lies on the bounds of characters.
        match serde_json::from_str(&self.text[start..=end]) {
            Ok(text) => {
                self.at = end + 1;
                Ok(text)
            }
            Err(_) => {
                Err(self.fault("the string has an escape or a character that JSON does not know"))
            }
        }
    }

    fn number(&mut self) -> Result<Data, Fault> {
        let rest = &self.text[self.at..];
        let end = rest
            .find(|c: char| !matches!(c, '-' | '+' | '.' | 'e' | 'E' | '0'..='9'))
            .unwrap_or(rest.len());
        match serde_json::from_str(&rest[..end]) {
            Ok(number) => {
                self.at += end;
                Ok(Data::Number(number))
            }
            Err(_) => Err(self.fault("this is no number")),
        }
    }

    fn word(&mut self) -> Result<Data, Fault> {
        let rest = &self.text[self.at..];
        let words = [
            ("true", Data::Bool(true)),
            ("false", Data::Bool(false)),
            ("null", Data::Null),
        ];
        for (word, data) in words {
            let after = rest.strip_prefix(word);
            if after.is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric())) {
                self.at += word.len();
                return Ok(data);
            }
        }
        Err(self.fault("a value is expected"))
    }
}
