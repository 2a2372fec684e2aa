//! Addresses that links lead to: which are let through, and how they are written in a file.

use std::fmt::Write as _;

use crate::base::diagnostic::{Code, Diagnostic, Span};
use crate::base::shown;

/// What a booklet may lead to: pages, mail, telephones. Everything else runs a program, opens a file of
/// the reader's, or leads into a network of their house.
const SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// The characters, letters and digits aside, that stand in an address as they are (RFC 3986, 2.2 and 2.3),
/// and the percent sign of what is encoded already.
const PLAIN: &str = "-._~:/?#[]@!$&'()*+,;=%";

/// Why an address is not let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It leads to something else than a page, a mail or a telephone, or does not say to what.
    Scheme,
    /// Its host is no name.
    Host,
}

impl Refusal {
    /// The complaint about an address as it is written.
    pub fn complaint(self, address: &str, at: Span) -> Diagnostic {
        let shown = shown::first_letters(address, shown::WORDS).escape_debug();
        let (message, help) = match self {
            Self::Scheme => (
                format!("`{shown}` is no address that a booklet may lead to"),
                meant(address).map_or_else(
                    || "an address begins with https://, http://, mailto: or tel:".to_owned(),
                    |meant| format!("write `{meant}`"),
                ),
            ),
            Self::Host => (
                format!("the host of `{shown}` is no name"),
                "copy the address from the browser's address line".to_owned(),
            ),
        };
        Diagnostic::new(Code::BadValue, Some(at), message).help(help)
    }
}

/// The address that is meant, where only its beginning is missing: `www.un.org`, `info@un.org`.
fn meant(address: &str) -> Option<String> {
    /// Longer ones are not shown.
    const LONGEST: usize = 100;
    let may_be = address.len() <= LONGEST
        && !address.contains(|it: char| it.is_whitespace() || it.is_control() || it == '`');
    let mut parts = address.split('@');
    let (user, host) = (parts.next()?, parts.next());
    let is_host = |it: &str| it.contains('.') && !it.starts_with('.') && !it.contains(['/', ':']);
    let meant = match host {
        None if user.to_ascii_lowercase().starts_with("www.") => format!("https://{address}"),
        Some(host) if !user.is_empty() && !user.contains(['/', ':']) && is_host(host) => {
            format!("mailto:{address}")
        }
        None | Some(_) => return None,
    };
    (may_be && parts.next().is_none() && target(&meant).is_ok()).then_some(meant)
}

/// An address as a file writes it: ASCII alone, the host by IDNA (UTS 46), everything else percent-encoded
/// as UTF-8 (RFC 3987, 3.1).
pub fn target(address: &str) -> Result<String, Refusal> {
    let (scheme, rest) = address.split_once(':').ok_or(Refusal::Scheme)?;
    let scheme = scheme.to_ascii_lowercase();
    if !SCHEMES.contains(&scheme.as_str()) {
        return Err(Refusal::Scheme);
    }
    let is_page = scheme.starts_with("http");
    if !is_page {
        let is_empty = rest.is_empty() || rest.starts_with('/');
        return if is_empty {
            Err(Refusal::Scheme)
        } else {
            Ok(format!("{scheme}:{}", encoded(rest)))
        };
    }
    let rest = rest.strip_prefix("//").ok_or(Refusal::Scheme)?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let (user, host) = match authority.rsplit_once('@') {
        Some((user, host)) => (format!("{}@", encoded(user)), host),
        None => (String::new(), authority),
    };
    let is_port = |port: &str| port.bytes().all(|it| it.is_ascii_digit());
    let (name, port) = match host.rsplit_once(':').filter(|(_, port)| is_port(port)) {
        Some((name, port)) => (name, format!(":{port}")),
        None => (host, String::new()),
    };
    let name = if name.is_ascii() {
        name.to_owned()
    } else {
        idna::domain_to_ascii(name).map_err(|_| Refusal::Host)?
    };
    let is_of_host = |it: u8| it.is_ascii_alphanumeric() || b"-._[]:".contains(&it);
    if name.is_empty() || !name.bytes().all(is_of_host) {
        return Err(Refusal::Host);
    }
    Ok(format!("{scheme}://{user}{name}{port}{}", encoded(path)))
}

/// Percent-encodes what does not stand in an address as it is.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_alphanumeric() || PLAIN.contains(character) {
            encoded.push(character);
            continue;
        }
        for byte in character.encode_utf8(&mut [0; 4]).bytes() {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_are_not_ascii_are_encoded() {
        let cases = [
            (
                "https://az.wikipedia.org/wiki/Xocalı_soyqırımı",
                "https://az.wikipedia.org/wiki/Xocal%C4%B1_soyq%C4%B1r%C4%B1m%C4%B1",
            ),
            (
                "https://президент.рф/",
                "https://xn--d1abbgf6aiiy.xn--p1ai/",
            ),
            ("https://www.un.org", "https://www.un.org"),
            ("HTTP://a.org:80/%20?a=b#c", "http://a.org:80/%20?a=b#c"),
            ("mailto:a@b.org", "mailto:a@b.org"),
            ("tel:+994 12 000", "tel:+994%2012%20000"),
        ];
        for (written, expected) in cases {
            assert_eq!(target(written).as_deref(), Ok(expected), "{written}");
        }
    }

    #[test]
    fn what_runs_programs_is_refused() {
        for address in [
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "\\\\evil\\share",
            "../x.exe",
            "ms-msdt:/id",
            "www.un.org",
            "https:",
            "",
        ] {
            assert_eq!(target(address), Err(Refusal::Scheme), "{address}");
        }
        assert_eq!(target("https:///path"), Err(Refusal::Host));
        assert_eq!(target("https://a b/"), Err(Refusal::Host));
    }
}
