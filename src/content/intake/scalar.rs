//! Words of a text as a booklet's YAML has them, so that nothing in them means anything there.

/// A text as a YAML scalar in quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Words as Markdown that says just them (`CommonMark` 0.31, 2.4): what would be a mark gets a stroke before
/// it.
pub(super) fn as_markdown(words: &str) -> String {
    let mut markdown = String::with_capacity(words.len());
    let n_digits = words.bytes().take_while(u8::is_ascii_digit).count();
    for (at, letter) in words.char_indices() {
        let is_mark = matches!(
            letter,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '!'
        );
        let begins_block = at == 0 && matches!(letter, '#' | '+' | '-' | '=');
        let begins_point = at > 0 && at == n_digits && matches!(letter, '.' | ')');
        if is_mark || begins_block || begins_point {
            markdown.push('\\');
        }
        markdown.push(letter);
    }
    markdown
}
