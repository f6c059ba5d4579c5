//! Reads XML element by element, with nothing kept but the way to where it is.
//!
//! Elements are known by their local names and must be of the namespace of the outermost one; others are skipped.
//! No document type, no entities of one's own, no endless depth.

use quick_xml::Error as XmlError;
use quick_xml::errors::{IllFormedError, SyntaxError};
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use crate::file_error::{FileError, MAX_FILE_BYTES, Place, Problem};
use crate::text::{self, MAX_TEXT};

/// Elements within elements.
const MAX_DEPTH: usize = 64;

/// What the messages of ISO 20022 have before their name.
const STANDARD: &str = "urn:iso:std:iso:20022:tech:xsd:";

/// A place in a document: inside the element that was entered last.
pub(crate) struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    namespace: String,
    path: Vec<String>,
    /// The attribute `Ccy` of the element that was entered last.
    currency: Option<String>,
    /// Which entry or order this is, for errors.
    pub(crate) entry: Option<usize>,
}

enum Token {
    Start { name: String, ours: bool },
    End,
    Text(String),
    Eof,
}

/// The text of a UTF-8 file without its mark.
fn decode(bytes: &[u8]) -> Result<&str, FileError> {
    let refuse = |problem, byte: usize| FileError {
        problem,
        place: Place {
            byte: byte as u64,
            ..Place::default()
        },
    };
    if bytes.len() > MAX_FILE_BYTES {
        return Err(refuse(Problem::FileTooLarge, MAX_FILE_BYTES));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let problem = match error.error_len() {
            Some(_) => Problem::NotUtf8("bytes that are no character".into()),
            None => Problem::Truncated,
        };
        refuse(problem, error.valid_up_to())
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

impl<'a> Xml<'a> {
    /// Enters the outermost element, which must be `Document` of a version of `message`, such as `camt.053.001.`.
    pub(crate) fn open(bytes: &'a [u8], message: &str) -> Result<Self, FileError> {
        let text = decode(bytes)?;
        let mut reader = NsReader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_comments = true;
        let mut xml = Self {
            reader,
            namespace: String::new(),
            path: Vec::new(),
            currency: None,
            entry: None,
        };
        xml.prolog(message)?;
        Ok(xml)
    }

    fn prolog(&mut self, message: &str) -> Result<(), FileError> {
        let mut first = true;
        loop {
            let (resolved, event) = match self.reader.read_resolved_event() {
                Ok(found) => found,
                Err(error) => return Err(self.broken(&error)),
            };
            let namespace = match resolved {
                ResolveResult::Bound(Namespace(namespace)) => namespace.to_owned(),
                ResolveResult::Unbound | ResolveResult::Unknown(_) => String::new(),
            };
            match event {
                Event::Decl(declaration) if first => self.declaration(&declaration)?,
                Event::Comment(_) | Event::PI(_) => {}
                Event::Text(text) if text.xml10_content().chars().all(text::is_space) => {}
                Event::DocType(_) => return Err(self.error(Problem::DocumentType)),
                Event::Start(start) => {
                    let name = start.local_name().as_ref().to_owned();
                    let known = namespace
                        .strip_prefix(STANDARD)
                        .and_then(|rest| rest.strip_prefix(message))
                        .is_some_and(|version| {
                            version.len() == 2 && version.bytes().all(|byte| byte.is_ascii_digit())
                        });
                    if name != "Document" || !known {
                        let namespace = namespace.strip_prefix(STANDARD).unwrap_or(&namespace);
                        let found: String = format!("{name} of {namespace:?}")
                            .chars()
                            .take(200)
                            .collect();
                        return Err(self.error(Problem::UnknownDocument(found)));
                    }
                    self.namespace = namespace;
                    self.path.push(name);
                    return Ok(());
                }
                Event::Eof => return Err(self.error(Problem::Truncated)),
                _ => return Err(self.error(Problem::NotXml("it begins with no element".into()))),
            }
            first = false;
        }
    }

    fn declaration(&self, declaration: &BytesDecl<'_>) -> Result<(), FileError> {
        let Some(encoding) = declaration.encoding() else {
            return Ok(());
        };
        let encoding = encoding
            .map_err(|error| self.error(Problem::NotXml(error.to_string())))?
            .into_owned();
        let known = ["utf-8", "utf8", "us-ascii"];
        match known.contains(&encoding.to_ascii_lowercase().as_str()) {
            true => Ok(()),
            false => Err(self.error(Problem::NotUtf8(format!("it says that it is {encoding:?}")))),
        }
    }

    /// The next element within the current one, entered; or none, and the current one is left.
    pub(crate) fn child(&mut self) -> Result<Option<String>, FileError> {
        loop {
            match self.token()? {
                Token::Start { name, ours } => {
                    self.enter(name)?;
                    if ours {
                        return Ok(self.path.last().cloned());
                    }
                    self.skip()?;
                }
                Token::End => {
                    self.path.pop();
                    return Ok(None);
                }
                Token::Text(text) if text.chars().all(text::is_space) => {}
                Token::Text(_) => return Err(self.error(Problem::Mixed)),
                Token::Eof => return Err(self.error(Problem::Truncated)),
            }
        }
    }

    /// The text of the current element without the space around it; the element is left.
    pub(crate) fn text(&mut self) -> Result<String, FileError> {
        self.parsed(|text| Ok(text.to_owned()))
    }

    /// What the text of the current element says; the element is left.
    pub(crate) fn parsed<T>(
        &mut self,
        read: impl FnOnce(&str) -> Result<T, Problem>,
    ) -> Result<T, FileError> {
        let mut whole = String::new();
        loop {
            match self.token()? {
                Token::Text(text) => self.append(&mut whole, &text)?,
                Token::End => break,
                Token::Start { .. } => return Err(self.error(Problem::Mixed)),
                Token::Eof => return Err(self.error(Problem::Truncated)),
            }
        }
        let value = read(self.kept(&whole)?).map_err(|problem| self.error(problem))?;
        self.path.pop();
        Ok(value)
    }

    /// What the text of the first child that has one of these names says; or the element's own text, with no name, as
    /// older versions have it. The element is left.
    pub(crate) fn choice<T>(
        &mut self,
        names: &'static [&'static str],
        read: impl FnOnce(&'static str, &str) -> Result<T, Problem>,
    ) -> Result<T, FileError> {
        let (mut own, mut chosen) = (String::new(), None);
        loop {
            match self.token()? {
                Token::Text(text) => self.append(&mut own, &text)?,
                Token::End => break,
                Token::Start { name, ours } => {
                    let known = names.iter().find(|known| name == **known);
                    self.enter(name)?;
                    match (known, &chosen) {
                        (Some(name), None) if ours => chosen = Some((*name, self.text()?)),
                        _ => self.skip()?,
                    }
                }
                Token::Eof => return Err(self.error(Problem::Truncated)),
            }
        }
        let own = self.kept(&own)?;
        let value = match &chosen {
            Some(_) if !own.is_empty() => Err(Problem::Mixed),
            Some((name, text)) => read(name, text),
            None => read("", own),
        };
        let value = value.map_err(|problem| self.error(problem))?;
        self.path.pop();
        Ok(value)
    }

    /// Leaves the current element unread.
    pub(crate) fn skip(&mut self) -> Result<(), FileError> {
        let mut depth = 0;
        loop {
            match self.token()? {
                Token::Start { .. } if self.path.len() + depth >= MAX_DEPTH => {
                    return Err(self.error(Problem::TooDeep));
                }
                Token::Start { .. } => depth += 1,
                Token::End if depth == 0 => break,
                Token::End => depth -= 1,
                Token::Text(_) => {}
                Token::Eof => return Err(self.error(Problem::Truncated)),
            }
        }
        self.path.pop();
        Ok(())
    }

    /// Makes sure that nothing follows the outermost element, which has been left.
    pub(crate) fn finish(mut self) -> Result<(), FileError> {
        self.entry = None;
        loop {
            match self.token()? {
                Token::Eof => return Ok(()),
                Token::Text(text) if text.chars().all(text::is_space) => {}
                _ => {
                    let message = "something follows its outermost element";
                    return Err(self.error(Problem::NotXml(message.into())));
                }
            }
        }
    }

    /// The attribute `Ccy` of the element that was entered last.
    pub(crate) fn currency(&self) -> Option<&str> {
        self.currency.as_deref()
    }

    /// Keeps a value that may be there once.
    pub(crate) fn once<T>(
        &self,
        slot: &mut Option<T>,
        value: T,
        name: &'static str,
    ) -> Result<(), FileError> {
        match slot.replace(value) {
            None => Ok(()),
            Some(_) => Err(self.error(Problem::Repeated(name))),
        }
    }

    /// What is wrong here.
    pub(crate) fn error(&self, problem: Problem) -> FileError {
        FileError {
            problem,
            place: Place {
                path: self.path.join("/"),
                entry: self.entry,
                byte: self.reader.buffer_position(),
            },
        }
    }

    /// What is wrong with a child that has just been left.
    pub(crate) fn error_in(&self, child: &str, problem: Problem) -> FileError {
        let mut error = self.error(problem);
        if !error.place.path.is_empty() {
            error.place.path.push('/');
        }
        error.place.path.push_str(child);
        error
    }

    fn enter(&mut self, name: String) -> Result<(), FileError> {
        self.path.push(name);
        match self.path.len() > MAX_DEPTH {
            true => Err(self.error(Problem::TooDeep)),
            false => Ok(()),
        }
    }

    fn append(&self, whole: &mut String, text: &str) -> Result<(), FileError> {
        whole.push_str(text);
        // A character has four bytes at most; space around a text may be longer than the text.
        match whole.len() > 8 * MAX_TEXT {
            true => Err(self.error(Problem::BadText("the text"))),
            false => Ok(()),
        }
    }

    fn kept<'t>(&self, whole: &'t str) -> Result<&'t str, FileError> {
        let text = whole.trim_matches(text::is_space);
        match text.is_empty() || text::is_carried(text, MAX_TEXT) {
            true => Ok(text),
            false => Err(self.error(Problem::BadText("the text"))),
        }
    }

    fn token(&mut self) -> Result<Token, FileError> {
        loop {
            let (resolved, event) = match self.reader.read_resolved_event() {
                Ok(found) => found,
                Err(error) => return Err(self.broken(&error)),
            };
            return Ok(match event {
                Event::Start(start) | Event::Empty(start) => {
                    let ours = matches!(
                        resolved,
                        ResolveResult::Bound(Namespace(namespace)) if namespace == self.namespace
                    );
                    self.currency = match currency(&start) {
                        Ok(currency) => currency,
                        Err(message) => return Err(self.error(Problem::NotXml(message))),
                    };
                    let name = start.local_name().as_ref().to_owned();
                    Token::Start { name, ours }
                }
                Event::End(_) => Token::End,
                Event::Text(text) => Token::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Token::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(name) => Token::Text(self.reference(&name)?),
                Event::Comment(_) | Event::PI(_) => continue,
                Event::DocType(_) => return Err(self.error(Problem::DocumentType)),
                Event::Decl(_) => {
                    let message = "a declaration in the middle";
                    return Err(self.error(Problem::NotXml(message.into())));
                }
                Event::Eof => Token::Eof,
            });
        }
    }

    fn reference(&self, name: &BytesRef<'_>) -> Result<String, FileError> {
        let unknown = || self.error(Problem::Entity(name.chars().take(40).collect()));
        let character = match &**name {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "apos" => '\'',
            "quot" => '"',
            _ => name.resolve_char_ref().ok().flatten().ok_or_else(unknown)?,
        };
        Ok(character.to_string())
    }

    fn broken(&self, error: &XmlError) -> FileError {
        self.error(match error {
            // What is no markup at all is the same whether more follows or not.
            XmlError::Syntax(SyntaxError::InvalidBangMarkup) if !self.at_end() => {
                Problem::NotXml(error.to_string())
            }
            XmlError::Syntax(_) => Problem::Truncated,
            XmlError::IllFormed(IllFormedError::UnclosedReference) if self.at_end() => {
                Problem::Truncated
            }
            _ => Problem::NotXml(error.to_string()),
        })
    }

    /// Whether the reader has seen everything.
    fn at_end(&self) -> bool {
        self.reader.get_ref().is_empty()
    }
}

/// The value of the attribute `Ccy`.
fn currency(start: &BytesStart<'_>) -> Result<Option<String>, String> {
    if start
        .attributes_raw()
        .trim_matches(text::is_space)
        .is_empty()
    {
        return Ok(None);
    }
    let mut found = None;
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if attribute.key.as_ref() == "Ccy" {
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_err(|error| error.to_string())?;
            found = Some(value.trim_matches(text::is_space).chars().take(8).collect());
        }
    }
    Ok(found)
}
