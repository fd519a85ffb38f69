//! Signatures of the message queue (F427), against the published test suite of Signature Version 4.
#![allow(clippy::unwrap_used, reason = "a test may fall over")]

use chrono::{DateTime, Utc};
use shopferry_amazon::sigv4::{Unsigned, authorization, stamp};
use shopferry_channel::Secret;

// F427: the suite's "post-vanilla".
#[test]
fn f427_the_published_example_is_signed_as_published() {
    let at: DateTime<Utc> = "2015-08-30T12:36:00Z".parse().unwrap();
    let headers = [("host", "example.amazonaws.com"), ("x-amz-date", "20150830T123600Z")];
    assert_eq!(stamp(at), "20150830T123600Z");
    let request =
        Unsigned { method: "POST", region: "us-east-1", service: "service", headers: &headers, body: b"", at };
    let signed = authorization("AKIDEXAMPLE", &Secret::new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), &request);
    assert_eq!(
        signed,
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, \
         SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
    );
}
