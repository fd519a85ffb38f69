//! The Amazon connector: Multi-Channel Fulfillment and FBA stock.
