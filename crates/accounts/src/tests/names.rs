use super::*;

fn name(text: &str) -> Result<String, NameProblem> {
    clean_name(text, MAX_DISPLAY_NAME)
}

#[test]
fn names_that_can_be_shown() {
    for (text, expected) in [
        ("Sari", "Sari"),
        ("  Sari \t Dewi\n", "Sari Dewi"),
        ("Sa\u{301}ri", "Sári"),
        ("陈小明", "陈小明"),
        ("Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
        ("محمد", "محمد"),
        ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        ("שרה", "שרה"),
        ("👩\u{200d}👩\u{200d}👧", "👩\u{200d}👩\u{200d}👧"),
        ("❤\u{fe0f}\u{200d}🔥", "❤\u{fe0f}\u{200d}🔥"),
        (
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        ),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        (&"x".repeat(64), &"x".repeat(64)),
    ] {
        assert_eq!(name(text).as_deref(), Ok(expected), "{text:?}");
    }
}

#[test]
fn names_that_cannot() {
    use NameProblem::{Control, Direction, Empty, Invisible, Marks, TooLong};
    for (text, expected) in [
        ("", Empty),
        ("   ", Empty),
        ("\u{301}\u{301}", Empty),
        ("\u{fe0f}", Empty),
        ("\u{3000}", Empty),
        (&"x".repeat(65), TooLong),
        ("Sari\u{0}", Control),
        ("Sari\u{1b}[31m", Control),
        ("Sari\u{85}", Control),
        ("Sari\u{2028}Dewi", Control),
        ("Sari\u{e000}", Control),
        ("Sari\u{fffe}", Control),
        ("gnp\u{202e}.exe", Direction),
        ("\u{2066}Sari\u{2069}", Direction),
        ("\u{200f}Sari", Direction),
        ("\u{61c}Sari", Direction),
        ("Sa\u{200b}ri", Invisible),
        ("Sari\u{200d}", Invisible),
        ("\u{200c}Sari", Invisible),
        ("Sa\u{200d}\u{200d}ri", Invisible),
        ("Sa\u{ad}ri", Invisible),
        ("\u{3164}", Invisible),
        ("\u{2800}\u{2800}", Invisible),
        ("\u{feff}Sari", Invisible),
        ("Sari\u{e0041}", Invisible),
        (&format!("S{}", "\u{335}".repeat(7)), Marks),
    ] {
        assert_eq!(name(text), Err(expected), "{text:?}");
    }
}

#[test]
fn short_texts_keep_their_lines() {
    assert_eq!(clean_text(" a\r\nb\rc \n", 10).as_deref(), Ok("a\nb\nc"));
    assert_eq!(clean_text("", 10).as_deref(), Ok(""));
    assert_eq!(clean_text(&"x".repeat(11), 10), Err(NameProblem::TooLong));
    assert_eq!(clean_text("a\u{202e}b", 10), Err(NameProblem::Direction));
}
