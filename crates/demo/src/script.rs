//! Reads what the town says: one small text file a conversation (see `talk/README.md`).

use std::time::Duration;

/// A conversation as it is written down.
#[derive(Debug)]
pub(crate) struct Script {
    /// The file, for messages about mistakes.
    pub(crate) file: &'static str,
    /// Who takes part; the first of a group is its founder.
    pub(crate) members: Vec<&'static str>,
    /// The group's name; none between two friends.
    pub(crate) name: Option<&'static str>,
    /// What happens, in order.
    pub(crate) beats: Vec<Beat>,
    /// Settings of single members at the end.
    pub(crate) settings: Vec<Setting>,
}

/// Something that happens in a conversation.
#[derive(Debug)]
pub(crate) struct Beat {
    /// How long before the town's first start.
    pub(crate) ago: Duration,
    /// Who does it.
    pub(crate) who: &'static str,
    /// What it is.
    pub(crate) what: What,
}

/// What somebody does.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Says or shows something.
    Say {
        /// The text, or the caption.
        text: &'static str,
        /// Names of painted scenes.
        photos: Vec<&'static str>,
        /// Which message of the script this answers, counted from 0.
        reply_to: Option<usize>,
        /// Whether it is taken back soon after.
        recalled: bool,
    },
    /// Brings in a friend.
    Invite(&'static str),
}

/// A member's own view at the end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    /// Keeps the conversation on top.
    Pin(&'static str),
    /// Is not told of new messages.
    Mute(&'static str),
    /// Has not seen the last so many messages.
    Unread(&'static str, usize),
    /// Wrote something and did not send it.
    Draft(&'static str, &'static str),
}

/// Seconds between two messages, besides those that typing takes.
const PAUSE: Duration = Duration::from_secs(17);

/// What typing one character takes.
const TYPING: Duration = Duration::from_millis(240);

/// Reads a script; a mistake is said with its line.
pub(crate) fn parse(file: &'static str, text: &'static str) -> Result<Script, String> {
    let mut lines = text.lines().enumerate();
    let first = lines.next().map_or("", |(_, line)| line);
    let mut reader = Reader {
        script: head(first).ok_or_else(|| format!("{file}:1: who talks with whom? {first}"))?,
        ago: None,
        said: 0,
    };
    reader.script.file = file;
    for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        reader
            .line(line)
            .map_err(|problem| format!("{file}:{}: {problem}: {line}", index + 1))?;
    }
    Ok(reader.script)
}

fn head(line: &'static str) -> Option<Script> {
    let (kind, rest) = line.split_once(' ')?;
    let (members, name) = match kind {
        "direct" => (rest, None),
        "group" => rest
            .split_once(": ")
            .map(|(members, name)| (members, Some(name)))?,
        _ => return None,
    };
    Some(Script {
        file: "",
        members: members.split_whitespace().collect(),
        name,
        beats: Vec::new(),
        settings: Vec::new(),
    })
}

struct Reader {
    script: Script,
    ago: Option<Duration>,
    said: usize,
}

impl Reader {
    fn line(&mut self, line: &'static str) -> Result<(), String> {
        let (word, rest) = line.split_once(' ').ok_or("what is this")?;
        match word {
            "ago" => self.ago = Some(duration(rest)?),
            "pause" => {
                self.pass(duration(rest)?)?;
            }
            "pin" => self.script.settings.push(Setting::Pin(rest)),
            "mute" => self.script.settings.push(Setting::Mute(rest)),
            "unread" => {
                let (who, count) = rest.split_once(' ').ok_or("how many")?;
                let count = count.parse().map_err(|_| "that is no number")?;
                self.script.settings.push(Setting::Unread(who, count));
            }
            "draft" => {
                let (who, text) = rest.split_once(": ").ok_or("what is the draft")?;
                self.script.settings.push(Setting::Draft(who, text));
            }
            _ => self.beat(line)?,
        }
        Ok(())
    }

    /// Lets time go by. What has happened cannot lie in the future.
    fn pass(&mut self, time: Duration) -> Result<Duration, String> {
        let ago = self.ago.ok_or("say first how long ago this was")?;
        let ago = ago.checked_sub(time).ok_or("this would be in the future")?;
        self.ago = Some(ago);
        Ok(ago)
    }

    fn beat(&mut self, line: &'static str) -> Result<(), String> {
        if let Some((who, whom)) = line.split_once(" invites ") {
            let ago = self.pass(PAUSE)?;
            let what = What::Invite(whom);
            self.script.beats.push(Beat { ago, who, what });
            return Ok(());
        }
        let (head, text) = line.split_once(':').ok_or("who says what")?;
        let (who, marks) = head
            .split_once(" (")
            .map_or((head, ""), |(who, marks)| (who, marks));
        let marks = marks.trim_end_matches(')');
        let (mark, argument) = marks.split_once(' ').unwrap_or((marks, ""));
        let (mut photos, mut reply_to, mut recalled) = (Vec::new(), None, false);
        match mark {
            "" => {}
            "photos" => photos = argument.split(", ").collect(),
            "reply" => {
                let back: usize = argument.parse().map_err(|_| "that is no number")?;
                reply_to = Some(self.said.checked_sub(back).ok_or("nothing was said then")?);
            }
            "recalled" => recalled = true,
            _ => return Err("that mark is not known".to_owned()),
        }
        let text = text.trim();
        let typing = TYPING * u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let ago = self.pass(PAUSE + typing)?;
        let what = What::Say {
            text,
            photos,
            reply_to,
            recalled,
        };
        self.script.beats.push(Beat { ago, who, what });
        self.said += 1;
        Ok(())
    }
}

/// `6d 2h 10m`.
fn duration(text: &str) -> Result<Duration, String> {
    let mut seconds = 0;
    for part in text.split_whitespace() {
        let (number, unit) = part.split_at(part.len() - 1);
        let number: u64 = number.parse().map_err(|_| format!("{part} is no time"))?;
        seconds += number
            * match unit {
                "d" => 86_400,
                "h" => 3_600,
                "m" => 60,
                _ => return Err(format!("{part} is no time")),
            };
    }
    Ok(Duration::from_secs(seconds))
}
