import type { ReactNode } from "react";
import styles from "./Markdown.module.css";

/** The few marks that the guide uses: paragraphs, lists, bold, italic, code, and links shown as their words. */
export function Markdown({ lines }: { lines: string[] }) {
  return <div className={styles.text}>{blocksOf(lines).map((block, at) => drawn(block, at))}</div>;
}

interface Block {
  list: boolean;
  rows: string[];
}

function blocksOf(lines: string[]): Block[] {
  const blocks: Block[] = [];
  let open = false;
  for (const line of lines) {
    const item = /^\s*\* (.+)$/.exec(line)?.[1];
    const last = blocks.at(-1);
    if (line.trim() === "") open = false;
    else if (item !== undefined) {
      if (last?.list) last.rows.push(item);
      else blocks.push({ list: true, rows: [item] });
      open = true;
    } else if (open && last) last.rows.push(`${last.rows.pop() ?? ""} ${line.trim()}`.trim());
    else {
      blocks.push({ list: false, rows: [line.trim()] });
      open = true;
    }
  }
  return blocks;
}

function drawn(block: Block, key: number): ReactNode {
  if (!block.list) return <p key={key}>{inline(block.rows.join(" "))}</p>;
  return (
    <ul key={key}>
      {block.rows.map((row) => (
        <li key={row}>{inline(row)}</li>
      ))}
    </ul>
  );
}

const marks = /(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`|\[[^\]]+\]\([^)]+\))/;

function inline(text: string): ReactNode[] {
  return text.split(marks).map((part, at) => {
    const key = `${at} ${part}`;
    if (part.startsWith("**")) return <strong key={key}>{part.slice(2, -2)}</strong>;
    if (part.startsWith("`")) return <code key={key}>{part.slice(1, -1)}</code>;
    if (part.startsWith("[")) return <span key={key}>{part.slice(1, part.indexOf("]"))}</span>;
    if (part.length > 2 && part.startsWith("*") && part.endsWith("*"))
      return <em key={key}>{part.slice(1, -1)}</em>;
    return part;
  });
}
