//! A transport without sockets: the practice marketplaces' router called as a function.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use http::{Request, Response};

use crate::transport::{Transport, TransportFault};

type Handler = dyn Fn(Request<Bytes>) -> BoxFuture<'static, Result<Response<Bytes>, TransportFault>> + Send + Sync;

/// Calls a handler in this process, on the runtime's (possibly paused) clock.
///
/// Each request is spawned, so the caller's time-out or a dropped call does not cancel its effect: exactly what
/// happens on a network.
#[derive(Clone)]
pub struct InProcess {
    handler: Arc<Handler>,
    timeout: Duration,
}

impl InProcess {
    /// A transport over a handler that always answers. `timeout` is runtime time.
    pub fn new<F, A>(timeout: Duration, handler: F) -> Self
    where
        F: Fn(Request<Bytes>) -> A + Send + Sync + 'static,
        A: Future<Output = Response<Bytes>> + Send + 'static,
    {
        Self { handler: Arc::new(move |request| handler(request).map(Ok).boxed()), timeout }
    }

    /// As [`InProcess::new`], for a handler that can also cut the connection before or after the effect.
    pub fn fallible<F, A>(timeout: Duration, handler: F) -> Self
    where
        F: Fn(Request<Bytes>) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Response<Bytes>, TransportFault>> + Send + 'static,
    {
        Self { handler: Arc::new(move |request| handler(request).boxed()), timeout }
    }
}

#[async_trait]
impl Transport for InProcess {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportFault> {
        let work = tokio::spawn((self.handler)(request));
        match tokio::time::timeout(self.timeout, work).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(TransportFault::outcome_unknown("the server fell over while answering")),
            Err(_) => Err(TransportFault::outcome_unknown("the time allowed for an answer is over")),
        }
    }
}
