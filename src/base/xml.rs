//! Texts in XML and HTML.

/// A text as it stands between tags.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A text as it stands anywhere, between quotes too.
pub fn escaped_quotes(text: &str) -> String {
    escaped(text).replace('"', "&quot;")
}

/// The text that stands between tags or quotes.
pub fn unescaped(xml: &str) -> String {
    xml.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}
