//! Requests to the Selling Partner API: headers, paths, queries and tokens (fact sheet 2).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderValue, Request, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shopferry_channel::{ChannelError, Clock};
use shopferry_net::{BaseUrl, CallFault, Credentials, Door, Prepare, Repeat, decode};

use crate::auth::Lwa;
use crate::errors::refusal_meaning;
use crate::operation::{Operation, Verb};
use crate::user_agent::user_agent;

/// Everything but RFC 3986's unreserved characters: a blank becomes `%20`, never `+`.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// One request before it is signed.
#[derive(Debug, Clone)]
pub struct Ask {
    operation: &'static Operation,
    path: String,
    query: Vec<(&'static str, String)>,
    body: Option<Bytes>,
}

impl Ask {
    /// A request without parameters.
    pub fn new(operation: &'static Operation) -> Self {
        Self { operation, path: operation.path.to_owned(), query: Vec::new(), body: None }
    }

    /// Fills the path's next parameter.
    #[must_use]
    pub fn at(mut self, segment: &str) -> Self {
        self.path = self.path.replacen("{}", &encoded(segment), 1);
        self
    }

    /// Adds a query parameter.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: &str) -> Self {
        self.query.push((key, encoded(value)));
        self
    }

    /// Adds a list parameter, joined by commas; the values must hold none.
    #[must_use]
    pub fn with_list<'a>(mut self, key: &'static str, values: impl IntoIterator<Item = &'a str>) -> Self {
        let values: Vec<String> = values.into_iter().map(encoded).collect();
        self.query.push((key, values.join(",")));
        self
    }

    /// Sets the JSON body.
    ///
    /// # Errors
    /// [`CallFault::Unsendable`] if it cannot be written as JSON.
    pub fn json(mut self, body: &impl Serialize) -> Result<Self, CallFault> {
        let text = serde_json::to_vec(body)
            .map_err(|e| CallFault::Unsendable { operation: self.operation.name, why: e.to_string() })?;
        self.body = Some(text.into());
        Ok(self)
    }

    fn path_and_query(&self) -> String {
        if self.query.is_empty() {
            return self.path.clone();
        }
        let pairs: Vec<String> = self.query.iter().map(|(k, v)| format!("{k}={v}")).collect();
        format!("{}?{}", self.path, pairs.join("&"))
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// Sends requests with the connection's token.
pub struct Client {
    door: Door,
    lwa: Lwa,
    base: BaseUrl,
    clock: Arc<dyn Clock>,
    user_agent: String,
}

impl Client {
    /// A client over a door with [`crate::errors::SpApiErrors`].
    pub fn new(door: Door, lwa: Lwa, base: BaseUrl, clock: Arc<dyn Clock>) -> Self {
        Self { door, lwa, base, clock, user_agent: user_agent() }
    }

    /// The connection's clock.
    pub fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// Signs in, if that has not happened yet.
    ///
    /// # Errors
    /// As [`Lwa::token`].
    pub async fn sign_in(&self) -> Result<(), ChannelError> {
        self.lwa.token(None).await.map(drop).map_err(|fault| in_our_words(fault, crate::auth::TOKEN))
    }

    /// Sends and returns the whole successful answer.
    ///
    /// # Errors
    /// As [`Door::call`], in the ports' words.
    pub async fn send(&self, ask: Ask) -> Result<Response<Bytes>, ChannelError> {
        let operation = ask.operation;
        self.raw(&ask).await.map_err(|fault| in_our_words(fault, operation.name))
    }

    /// Sends and decodes. An answer to a write that cannot be read is an unknown outcome.
    ///
    /// # Errors
    /// As [`Client::send`], and [`ChannelError::Malformed`] with the JSON path.
    pub async fn read<T: DeserializeOwned>(&self, ask: Ask) -> Result<T, ChannelError> {
        let operation = ask.operation;
        let answer = self.send(ask).await?;
        decode(operation.name, answer.body()).map_err(|fault| match operation.repeat {
            Repeat::Safe => in_our_words(fault, operation.name),
            Repeat::Keyed | Repeat::Never => ChannelError::OutcomeUnknown { message: fault.to_string() },
        })
    }

    async fn raw(&self, ask: &Ask) -> Result<Response<Bytes>, CallFault> {
        let signing = Signing { client: self, ask, generation: AtomicU64::new(0) };
        self.door.call(&ask.operation.call(), &signing).await
    }
}

fn in_our_words(fault: CallFault, operation: &str) -> ChannelError {
    fault.into_channel(|code, text| refusal_meaning(operation, code, text))
}

/// Builds the request for each attempt, with the token of that moment.
struct Signing<'a> {
    client: &'a Client,
    ask: &'a Ask,
    /// The token of the last attempt, so that only that one is replaced when Amazon refuses it.
    generation: AtomicU64,
}

#[async_trait]
impl Prepare for Signing<'_> {
    async fn prepare(&self, credentials: Credentials) -> Result<Request<Bytes>, CallFault> {
        let operation = self.ask.operation;
        let rejected = (credentials == Credentials::Renewed).then(|| self.generation.load(Ordering::SeqCst));
        let (token, generation) = self.client.lwa.token(rejected).await?;
        self.generation.store(generation, Ordering::SeqCst);
        let fault = |why: String| CallFault::Unsendable { operation: operation.name, why };
        let uri = self.client.base.join(&self.ask.path_and_query()).map_err(|e| fault(e.to_string()))?;
        let mut token = HeaderValue::from_str(token.expose())
            .map_err(|_| fault("the access token holds characters that a header cannot carry".to_owned()))?;
        token.set_sensitive(true);
        let mut request = Request::builder()
            .method(http::Method::from(operation.method))
            .uri(uri)
            .header("x-amz-access-token", token)
            .header("x-amz-date", self.client.clock.now().format("%Y%m%dT%H%M%SZ").to_string())
            .header("user-agent", &self.client.user_agent)
            .header("accept", "application/json");
        // A GET with a body or a content length is refused (fact sheet 2).
        if operation.method != Verb::Get && self.ask.body.is_some() {
            request = request.header("content-type", "application/json");
        }
        request.body(self.ask.body.clone().unwrap_or_default()).map_err(|e| fault(e.to_string()))
    }
}
