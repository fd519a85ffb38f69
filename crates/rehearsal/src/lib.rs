//! A practice world and a host in one thread on virtual time.
