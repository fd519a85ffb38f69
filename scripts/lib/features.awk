# Features and their tests; see scripts/features.sh. The first file is the list of features.

# The numbers in a text, as keys of `found`.
function numbers(text, found,    from, to, n, word) {
  text = toupper(text)
  gsub(/–/, "-", text)
  while (match(text, /(^|[^A-Z0-9#])F[0-9][0-9][0-9]([^A-Z0-9]|$)/)) {
    word = substr(text, RSTART, RLENGTH)
    sub(/^[^F]*/, "", word)
    from = substr(word, 2, 3) + 0
    to = from
    # What follows the number is looked at again: it may begin the next one.
    text = substr(text, index(text, word) + 4)
    if (text ~ /^-F?[0-9][0-9][0-9]([^A-Z0-9]|$)/) {
      sub(/^-F?/, "", text)
      to = substr(text, 1, 3) + 0
      text = substr(text, 4)
    }
    for (n = from; n <= to; n++) found[sprintf("F%03d", n)] = 1
  }
}

function remember(file, test, found,    id) {
  for (id in found) {
    if (!(id in title)) continue
    if (index("\n" tests[id], "\n" file "::" test "\n")) continue
    tests[id] = tests[id] file "::" test "\n"
    count[id]++
  }
  delete found
}

function indent(line) {
  match(line, /^ */)
  return RLENGTH
}

function end_test() {
  if (name != "") remember(file, name, ids)
  name = ""
  delete ids
}

FNR == 1 {
  end_test()
  file = FILENAME
  rust = file ~ /\.rs$/
  marked = 0
  above = ""
  scope = ""
}

NR == FNR {
  if ($0 !~ /^F[0-9][0-9][0-9] /) next
  id = $1
  order[++features] = id
  built[id] = "," $2 ","
  title[id] = substr($0, length($1) + length($2) + 3)
  next
}

# Rust: comments and attributes, then the function, then its body up to the brace below its own "fn".
rust && name != "" {
  numbers($0, ids)
  if ($0 ~ /^ *}/ && indent($0) == depth) end_test()
  next
}
rust && /^ *#\[(tokio::)?test(\]|\()/ { marked = 1; next }
rust && /^ *(\/\/|#\[)/ { above = above "\n" $0; next }
# Stories of the real window have no attribute of their own.
rust && file ~ /^tests\/window\// && /^pub fn [a-z0-9_]+\(desktop: &Desktop\)/ { marked = 1 }
rust && marked && /fn [a-z0-9_]+/ {
  match($0, /fn [a-z0-9_]+/)
  name = substr($0, RSTART + 3, RLENGTH - 3)
  depth = indent($0)
  # Joints of a snake-case name are joints of words.
  words = name
  gsub(/_/, " ", words)
  numbers(above "\n" words, ids)
  marked = 0
  above = ""
  next
}
rust && marked { next }
rust { above = ""; next }

# The screens' tests.
/^ *(describe|describe\.[a-z]+)\(/ { end_test(); scope = $0; above = ""; next }
/^ *(it|test)(\.[a-z]+(\([^)]*\))?)?\(/ {
  end_test()
  name = $0
  sub(/^[^("`']*\(?["`']/, "", name)
  sub(/["`'],? *(async)?.*$/, "", name)
  numbers(above "\n" scope "\n" $0, ids)
  above = ""
  next
}
/^ *(\/\/|\*|\/\*)/ { if (name == "") above = above "\n" $0; else { numbers($0, ids); above = above "\n" $0 } next }
name != "" { numbers($0, ids); above = ""; next }
{ above = "" }

END {
  end_test()
  for (n = 1; n <= features; n++) {
    id = order[n]
    if (issue != "" && index(built[id], "," issue ",") == 0) continue
    shown++
    if (!(id in tests)) {
      missing[++lacking] = id
      continue
    }
    if (short) {
      printf "%s  %-52s %d\n", id, title[id], count[id]
      continue
    }
    print id "  " title[id]
    lines = split(tests[id], list, "\n")
    for (k = 1; k < lines; k++) print "      " list[k]
  }
  printf "\nWithout a test: %d of %d\n", lacking, shown
  for (n = 1; n <= lacking; n++) print "  " missing[n] "  " title[missing[n]]
  if (issue != "" && lacking > 0) exit 1
}
