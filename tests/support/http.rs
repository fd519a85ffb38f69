//! A plain HTTP/1.1 door to services on this machine: one request per connection, JSON both ways.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// No service here takes longer; a window that is still starting may come close.
const LONGEST_ANSWER: Duration = Duration::from_secs(120);

/// A service on a port of this machine.
#[derive(Clone, Debug)]
pub struct Service {
    port: u16,
    headers: Vec<(String, String)>,
}

impl Service {
    /// The service on `port`.
    pub fn on(port: u16) -> Self {
        Self { port, headers: Vec::new() }
    }

    /// The service at a base address such as `http://127.0.0.1:4100`.
    ///
    /// # Errors
    /// Any other host than loopback is refused.
    pub fn at(base_url: &str) -> Result<Self> {
        let port = base_url.strip_prefix("http://127.0.0.1:").and_then(|rest| rest.split('/').next()?.parse().ok());
        Ok(Self::on(port.with_context(|| format!("{base_url} is not on loopback"))?))
    }

    /// Sends this header with each request.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Asks, and answers with status and body; a body that is no JSON answers as text.
    ///
    /// # Errors
    /// When nobody listens, or the answer is no HTTP.
    pub fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Result<(u16, Value)> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(LONGEST_ANSWER))?;
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n", self.port);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Type: application/json\r\nContent-Length: {}\r\n\r\n", body.len()));
        stream.write_all(head.as_bytes())?;
        stream.write_all(body.as_bytes())?;
        read_answer(&mut stream).with_context(|| format!("{method} {path} on port {}", self.port))
    }
}

/// A port that nobody listens on right now.
///
/// # Errors
/// When the machine has none left.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

fn read_answer(stream: &mut TcpStream) -> Result<(u16, Value)> {
    let mut raw = Vec::new();
    let mut piece = [0_u8; 8192];
    let split = loop {
        if let Some(at) = raw.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        let read = stream.read(&mut piece)?;
        if read == 0 {
            bail!("the connection closed before an answer");
        }
        raw.extend(piece.iter().take(read));
    };
    let mut body = raw.split_off(split + 4);
    let head = String::from_utf8_lossy(&raw).to_lowercase();
    let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).context("no status")?;
    match length_of(&head) {
        // Some servers keep the connection open whatever is asked: the length alone tells the end.
        Some(length) => {
            while body.len() < length {
                let read = stream.read(&mut piece)?;
                if read == 0 {
                    bail!("the answer was cut short");
                }
                body.extend(piece.iter().take(read));
            }
        }
        None => drop(stream.read_to_end(&mut body)?),
    }
    if head.contains("transfer-encoding: chunked") {
        body = unchunked(&body).context("the answer's pieces do not fit")?;
    }
    let text = String::from_utf8_lossy(&body).into_owned();
    Ok((status, serde_json::from_str(&text).unwrap_or(Value::String(text))))
}

fn length_of(head: &str) -> Option<usize> {
    head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok())
}

fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(rest.get(..end)?).ok()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(rest.get(end + 2..end + 2 + size)?);
        rest = rest.get(end + 2 + size + 2..)?;
    }
}
