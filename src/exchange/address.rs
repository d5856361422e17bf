//! Addresses: which texts a program may be given to open.

/// Tells whether a text is an address of the web, without signs that no address has.
pub(super) fn is_of_web(url: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
    behind_scheme(url).is_some() && url.bytes().all(is_plain)
}

/// Returns the host that an address of the web names; nothing for other texts.
pub(super) fn host(url: &str) -> Option<&str> {
    let behind = behind_scheme(url).filter(|_| is_of_web(url))?;
    behind.split(['/', '?', '#']).next()
}

fn behind_scheme(url: &str) -> Option<&str> {
    let secure = url.strip_prefix("https://");
    secure.or_else(|| url.strip_prefix("http://"))
}

#[cfg(test)]
mod tests {
    use super::{host, is_of_web};

    #[test]
    fn only_addresses_of_the_web_are_opened() {
        assert!(is_of_web("https://example.org/a?b=c#d"));
        for other in [
            "javascript:alert(1)",
            "https://example.org/ x",
            "http://<b>",
            "",
        ] {
            assert!(!is_of_web(other), "{other}");
        }
    }

    #[test]
    fn a_host_ends_where_a_path_begins() {
        assert_eq!(host("http://example.org?q"), Some("example.org"));
        assert_eq!(host("ftp://example.org/"), None);
    }
}
