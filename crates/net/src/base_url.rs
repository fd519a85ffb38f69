//! Where a connector may send: the platform's own host over https, or a practice world on this computer.

use std::fmt;
use std::net::IpAddr;

use http::Uri;
use url::Url;

/// The root every request of a connector is joined to.
#[derive(Clone, PartialEq, Eq)]
pub struct BaseUrl(Url);

/// Why an address is not accepted as a base.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BaseUrlFault {
    /// Not a bare host name.
    #[error("\"{host}\" is not a host name; give it without scheme, port or path")]
    NotAHost {
        /// What was given.
        host: String,
    },
    /// Not readable as an address.
    #[error("the address cannot be read; it should look like http://127.0.0.1:4010")]
    Unreadable,
    /// An override that points away from this computer.
    #[error("an address may be replaced by one on this computer only (127.0.0.1, ::1 or localhost), not by {host}")]
    NotLoopback {
        /// The host that was given.
        host: String,
    },
    /// A path or query that does not join to an address.
    #[error("the path does not make an address")]
    Path,
}

impl BaseUrl {
    /// `https://{host}/`, the platform's own host.
    ///
    /// # Errors
    /// [`BaseUrlFault::NotAHost`] if `host` holds anything but a host name.
    pub fn production(host: &str) -> Result<Self, BaseUrlFault> {
        let fault = || BaseUrlFault::NotAHost { host: host.to_owned() };
        let url = Url::parse(&format!("https://{host}/")).map_err(|_| fault())?;
        let bare = url.host_str().is_some_and(|h| h.eq_ignore_ascii_case(host));
        if bare && url.port().is_none() && url.path() == "/" { Ok(Self(url)) } else { Err(fault()) }
    }

    /// An override for practice and tests: loopback only, http allowed.
    ///
    /// # Errors
    /// [`BaseUrlFault::NotLoopback`] for any other host, [`BaseUrlFault::Unreadable`] for anything that is not a
    /// plain `http(s)://host:port`.
    pub fn loopback(url: &str) -> Result<Self, BaseUrlFault> {
        let url = Url::parse(url).map_err(|_| BaseUrlFault::Unreadable)?;
        let host = url.host_str().ok_or(BaseUrlFault::Unreadable)?;
        if !is_loopback_host(host) {
            return Err(BaseUrlFault::NotLoopback { host: host.to_owned() });
        }
        let plain = matches!(url.scheme(), "http" | "https") && url.path() == "/" && url.query().is_none();
        let no_user = url.username().is_empty() && url.password().is_none();
        if plain && no_user { Ok(Self(url)) } else { Err(BaseUrlFault::Unreadable) }
    }

    /// The base joined with `/path?query`, which must be percent-encoded already and start with a slash.
    ///
    /// # Errors
    /// [`BaseUrlFault::Path`] if the result is not an address below this base.
    pub fn join(&self, path_and_query: &str) -> Result<Uri, BaseUrlFault> {
        if !path_and_query.starts_with('/') || path_and_query.starts_with("//") {
            return Err(BaseUrlFault::Path);
        }
        let origin = self.0.as_str().trim_end_matches('/');
        format!("{origin}{path_and_query}").parse().map_err(|_| BaseUrlFault::Path)
    }

    /// Whether this base is an override to this computer.
    pub fn is_loopback(&self) -> bool {
        self.0.host_str().is_some_and(is_loopback_host)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BaseUrl({})", self.0)
    }
}

pub(crate) fn is_loopback_host(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
