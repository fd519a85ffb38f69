user_version 1
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    before TEXT,
    after TEXT,
    hash TEXT NOT NULL
) STRICT;
CREATE TABLE buyers (
    order_key INTEGER NOT NULL REFERENCES orders (key) ON DELETE CASCADE,
    export TEXT NOT NULL,
    ship_to TEXT NOT NULL,
    buyer_note TEXT,
    seller_note TEXT,
    place TEXT,
    PRIMARY KEY (order_key, export)
) STRICT, WITHOUT ROWID;
CREATE TABLE cancellations (
    connection TEXT NOT NULL REFERENCES connections (id),
    id TEXT NOT NULL,
    remote TEXT NOT NULL,
    state TEXT NOT NULL,
    role TEXT NOT NULL,
    reason TEXT,
    updated_at INTEGER NOT NULL,
    answer_by INTEGER,
    PRIMARY KEY (connection, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE carrier_lists (
    connection TEXT NOT NULL REFERENCES connections (id),
    delivery_option TEXT NOT NULL,
    carriers TEXT NOT NULL,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (connection, delivery_option)
) STRICT, WITHOUT ROWID;
CREATE TABLE carriers_chosen (
    connection TEXT NOT NULL REFERENCES connections (id),
    name TEXT NOT NULL,
    carrier TEXT NOT NULL,
    PRIMARY KEY (connection, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE connections (
    id TEXT PRIMARY KEY,
    platform TEXT NOT NULL,
    name TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    practice INTEGER NOT NULL,
    health TEXT NOT NULL,
    health_reason TEXT,
    account TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    start_line INTEGER,
    partners TEXT NOT NULL,
    removed_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE delivery_options (
    connection TEXT NOT NULL REFERENCES connections (id),
    warehouse TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (connection, warehouse, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE exports (
    key TEXT PRIMARY KEY,
    order_key INTEGER NOT NULL REFERENCES orders (key),
    part INTEGER NOT NULL,
    connection TEXT NOT NULL REFERENCES connections (id),
    plan TEXT NOT NULL,
    units INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    intent_at INTEGER NOT NULL,
    accepted_at INTEGER,
    adopted INTEGER NOT NULL,
    reserved INTEGER NOT NULL,
    preview TEXT,
    status TEXT,
    status_is_final INTEGER NOT NULL,
    fulfillment TEXT,
    read_at INTEGER,
    not_found_at INTEGER,
    cancel_calls INTEGER NOT NULL,
    fence INTEGER NOT NULL,
    UNIQUE (order_key, part)
) STRICT;
CREATE TABLE flows (
    connection TEXT NOT NULL REFERENCES connections (id),
    flow TEXT NOT NULL,
    "on" INTEGER NOT NULL,
    cadence_secs INTEGER NOT NULL,
    cursor TEXT,
    due_at INTEGER,
    last_started_at INTEGER,
    last_finished_at INTEGER,
    last_ok_at INTEGER,
    failures INTEGER NOT NULL,
    last_reason TEXT,
    PRIMARY KEY (connection, flow)
) STRICT, WITHOUT ROWID;
CREATE TABLE links (
    connection TEXT NOT NULL REFERENCES connections (id),
    listing_sku TEXT NOT NULL,
    components TEXT NOT NULL,
    stored_by TEXT NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (connection, listing_sku)
) STRICT, WITHOUT ROWID;
CREATE TABLE listing_stock (
    connection TEXT NOT NULL REFERENCES connections (id),
    sku TEXT NOT NULL,
    warehouses TEXT NOT NULL,
    platform_read_at INTEGER,
    acknowledged INTEGER,
    acknowledged_at INTEGER,
    shown INTEGER,
    ladder TEXT,
    reason TEXT,
    pushed_at INTEGER,
    PRIMARY KEY (connection, sku)
) STRICT, WITHOUT ROWID;
CREATE TABLE listings (
    connection TEXT NOT NULL REFERENCES connections (id),
    sku TEXT NOT NULL,
    product TEXT NOT NULL,
    seller_sku TEXT,
    title TEXT NOT NULL,
    variant TEXT NOT NULL,
    status TEXT NOT NULL,
    live INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    PRIMARY KEY (connection, sku)
) STRICT, WITHOUT ROWID;
CREATE TABLE order_bodies (
    order_key INTEGER PRIMARY KEY REFERENCES orders (key) ON DELETE CASCADE,
    body TEXT NOT NULL
) STRICT;
CREATE TABLE order_marks (
    order_key INTEGER NOT NULL REFERENCES orders (key) ON DELETE CASCADE,
    mark TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (order_key, mark)
) STRICT, WITHOUT ROWID;
CREATE TABLE order_parts (
    order_key INTEGER NOT NULL REFERENCES orders (key) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    connection TEXT NOT NULL REFERENCES connections (id),
    route TEXT NOT NULL,
    lines TEXT NOT NULL,
    state TEXT NOT NULL,
    state_since INTEGER NOT NULL,
    reason TEXT,
    taken_at INTEGER,
    PRIMARY KEY (order_key, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE order_units (
    order_key INTEGER NOT NULL REFERENCES orders (key) ON DELETE CASCADE,
    listing_sku TEXT NOT NULL,
    wanted INTEGER NOT NULL,
    open INTEGER NOT NULL,
    PRIMARY KEY (order_key, listing_sku)
) STRICT, WITHOUT ROWID;
CREATE TABLE orders (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    connection TEXT NOT NULL REFERENCES connections (id),
    remote TEXT NOT NULL,
    status TEXT NOT NULL,
    state TEXT,
    state_since INTEGER NOT NULL,
    state_before TEXT,
    reason TEXT,
    hold_until INTEGER,
    notice TEXT,
    part INTEGER NOT NULL,
    overrides TEXT NOT NULL,
    placed_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    ship_by INTEGER,
    read_at INTEGER NOT NULL,
    first_seen_at INTEGER NOT NULL,
    released_at INTEGER,
    units INTEGER NOT NULL,
    summary TEXT NOT NULL,
    erased_at INTEGER,
    unlinked_at INTEGER,
    cleared_at INTEGER,
    UNIQUE (connection, remote)
) STRICT;
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    connection TEXT NOT NULL REFERENCES connections (id),
    order_key INTEGER REFERENCES orders (key),
    payload TEXT NOT NULL,
    status TEXT NOT NULL,
    outcome TEXT,
    attempt INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    look_first INTEGER NOT NULL,
    reason TEXT,
    created_at INTEGER NOT NULL,
    finished_at INTEGER
) STRICT;
CREATE TABLE packages (
    export TEXT NOT NULL REFERENCES exports (key),
    package TEXT NOT NULL,
    order_key INTEGER NOT NULL REFERENCES orders (key),
    carrier TEXT,
    carrier_number TEXT,
    amazon_number TEXT,
    shipped INTEGER NOT NULL,
    contents TEXT NOT NULL,
    lines TEXT NOT NULL,
    units TEXT NOT NULL,
    number_sent TEXT,
    rejected TEXT NOT NULL,
    corrections INTEGER NOT NULL,
    anyway INTEGER NOT NULL,
    progress TEXT NOT NULL,
    state TEXT NOT NULL,
    remote TEXT,
    reason TEXT,
    warning TEXT,
    first_seen_at INTEGER NOT NULL,
    sent_at INTEGER,
    on_its_way INTEGER NOT NULL,
    PRIMARY KEY (export, package)
) STRICT, WITHOUT ROWID;
CREATE TABLE parcel_strikes (
    connection TEXT NOT NULL REFERENCES connections (id),
    warehouse TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    at INTEGER NOT NULL,
    cleared_at INTEGER,
    PRIMARY KEY (connection, warehouse, kind, subject)
) STRICT, WITHOUT ROWID;
CREATE TABLE profile (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    fence INTEGER NOT NULL
) STRICT;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection TEXT NOT NULL REFERENCES connections (id),
    flow TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    read INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    partial INTEGER NOT NULL,
    outcome TEXT,
    reason TEXT
) STRICT;
CREATE VIRTUAL TABLE search USING fts5 (number, skus, titles, tracking, parcels, tokenize = 'trigram');
CREATE VIRTUAL TABLE search_buyers USING fts5 (name, tokenize = 'trigram');
CREATE TABLE 'search_buyers_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'search_buyers_content'(id INTEGER PRIMARY KEY, c0);
CREATE TABLE 'search_buyers_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'search_buyers_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'search_buyers_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE 'search_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'search_content'(id INTEGER PRIMARY KEY, c0, c1, c2, c3, c4);
CREATE TABLE 'search_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'search_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE set_aside (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection TEXT NOT NULL REFERENCES connections (id),
    flow TEXT NOT NULL,
    subject TEXT NOT NULL,
    fault TEXT NOT NULL,
    payload TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    count INTEGER NOT NULL,
    resolved TEXT
) STRICT;
CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE source_stock (
    connection TEXT NOT NULL REFERENCES connections (id),
    sku TEXT NOT NULL,
    title TEXT,
    fulfillable INTEGER,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (connection, sku)
) STRICT, WITHOUT ROWID;
CREATE TABLE sqlite_sequence(name,seq);
CREATE TABLE timeline (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    order_key INTEGER NOT NULL REFERENCES orders (key),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    detail TEXT
) STRICT;
CREATE TABLE warehouses (
    connection TEXT NOT NULL REFERENCES connections (id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    is_sales INTEGER NOT NULL,
    is_default INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (connection, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_subject ON audit (subject, seq);
CREATE INDEX cancellations_asked ON cancellations (connection, answer_by, id) WHERE state = 'asked';
CREATE INDEX cancellations_order ON cancellations (connection, remote, updated_at, id);
CREATE UNIQUE INDEX connections_name ON connections (name COLLATE NOCASE) WHERE removed_at IS NULL;
CREATE INDEX exports_not_accepted ON exports (connection) WHERE accepted_at IS NULL;
CREATE INDEX exports_open ON exports (connection) WHERE accepted_at IS NOT NULL AND status_is_final = 0;
CREATE INDEX flows_due ON flows (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX order_parts_work ON order_parts (connection, route, state, order_key, part);
CREATE INDEX orders_hold ON orders (connection, hold_until) WHERE hold_until IS NOT NULL;
CREATE INDEX orders_placed ON orders (placed_at, state, connection);
CREATE INDEX orders_ship_by ON orders (ship_by, state, connection);
CREATE INDEX orders_state ON orders (state, connection);
CREATE INDEX orders_unlinked ON orders (connection, first_seen_at) WHERE unlinked_at IS NOT NULL AND cleared_at IS NULL;
CREATE INDEX orders_work ON orders (connection, state, ship_by, remote);
CREATE INDEX outbox_due ON outbox (connection, due_at, id) WHERE status = 'queued';
CREATE UNIQUE INDEX outbox_queued ON outbox (kind, subject) WHERE status = 'queued';
CREATE INDEX outbox_queued_subject ON outbox (subject, due_at, id) WHERE status = 'queued';
CREATE INDEX outbox_running ON outbox (subject) WHERE status = 'running';
CREATE INDEX packages_failed ON packages (state) WHERE state = 'failed';
CREATE INDEX packages_number ON packages (number_sent) WHERE number_sent IS NOT NULL;
CREATE INDEX packages_on_their_way ON packages (order_key) WHERE on_its_way = 1;
CREATE INDEX packages_order ON packages (order_key, state);
CREATE INDEX packages_unsent ON packages (state) WHERE state IN ('waiting', 'queued');
CREATE INDEX runs_flow ON runs (connection, flow, id);
CREATE UNIQUE INDEX set_aside_open ON set_aside (connection, flow, subject) WHERE resolved IS NULL;
CREATE INDEX timeline_order ON timeline (order_key, id);
