// Fails when the screens drift from their rules: raw colours, sizes or fonts outside src/theme, files that grew too long,
// a feature that reaches into another, the shell's package outside src/platform, catalogue keys that nobody uses.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../src", import.meta.url));
const catalogue = fileURLToPath(new URL("../../locales/en.json", import.meta.url));
const faults = [];

function* walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else yield path;
  }
}

const files = [...walk(root)].map((path) => ({
  path: relative(root, path),
  text: readFileSync(path, "utf8"),
}));
const isTest = (path) => /\.test\.tsx?$/.test(path) || path.startsWith("testing/");

function say(file, line, what) {
  faults.push(`src/${file}:${line}: ${what}`);
}

const rawColour = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lab|lch|hwb)a?\(/i;
const rawSize = /(?<![\w-])\d*\.?\d+(?:px|rem|em|pt|ms|s)\b/;
for (const { path, text } of files.filter(
  (file) => file.path.endsWith(".css") && !file.path.startsWith("theme/"),
)) {
  text.split("\n").forEach((line, index) => {
    if (/^\s*@(media|container)/.test(line)) return;
    if (rawColour.test(line)) say(path, index + 1, "a raw colour; use a token of theme/tokens.css");
    if (rawSize.test(line)) say(path, index + 1, "a raw size; use a token, or calc(var(--u) * n)");
    if (/font-family:(?!\s*var)/.test(line) || /\bfont:(?!\s*(var|inherit))/.test(line))
      say(path, index + 1, "a raw font; use a --type token");
    if (/\bfilter:\s*blur|backdrop-filter/.test(line))
      say(path, index + 1, "no blur: the webview re-layouts while scrolling");
  });
}

const LONGEST = { tsx: 150, ts: 350, css: 350 };
for (const { path, text } of files) {
  const lines = text.split("\n").length - 1;
  const kind = path.split(".").at(-1);
  if (!isTest(path) && !path.startsWith("platform/generated") && lines > (LONGEST[kind] ?? 500)) {
    say(path, lines, `${lines} lines; at most ${LONGEST[kind] ?? 500}`);
  }
  if (/@tauri-apps/.test(text) && !path.startsWith("platform/"))
    say(path, 1, "only src/platform knows the shell");
  const feature = /^features\/([^/]+)\//.exec(path)?.[1];
  for (const [, other] of text.matchAll(/from "(?:@\/|\.\.\/)features\/([^/"]+)/g)) {
    if (feature && other !== feature)
      say(path, 1, `reaches into features/${other}; shared parts stand in src/parts`);
  }
  if (feature && /from "\.\.\/(?!\.)/.test(text) && !isTest(path))
    say(path, 1, "reaches into a sibling feature");
  if (/^(kit|parts)\//.test(path) && /from "@\/features\//.test(text))
    say(path, 1, "a shared part may not know a feature");
  if (path.endsWith(".tsx") && !isTest(path)) {
    text.split("\n").forEach((line, index) => {
      if (/style=\{\{[^}]*["'`]\s*[\d#]/.test(line)) say(path, index + 1, "a raw style in a component");
    });
  }
}

const source = files
  .filter((file) => !isTest(file.path))
  .map((file) => file.text)
  .join("\n");
const stems = [...source.matchAll(/`([a-z_.]+[._])\$\{/g)].map((found) => found[1]);
const groups = [...source.matchAll(/named\("([a-z_]+)"/g)].map((found) => `${found[1]}.`);
for (const key of Object.keys(JSON.parse(readFileSync(catalogue, "utf8")))) {
  const plain = key.replace(/\.(one|other)$/, "");
  const used = source.includes(`"${plain}"`) || [...stems, ...groups].some((stem) => key.startsWith(stem));
  if (!used && !key.startsWith("native.")) faults.push(`locales/en.json: “${key}” is used nowhere`);
}

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`no drift in ${files.length} files`);
