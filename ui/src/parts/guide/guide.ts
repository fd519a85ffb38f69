/** The user guide as it ships inside the program: its chapters by name, so that help works without a network (F204). */
import text from "@docs/user-guide.md?raw";

export interface Chapter {
  id: string;
  title: string;
  /** Lines below the heading. */
  body: string[];
}

export function slug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}

/** Chapters begin with two or three signs; a chapter ends where the next one begins. */
export function chaptersOf(source: string): Chapter[] {
  const chapters: Chapter[] = [];
  for (const line of source.split("\n")) {
    const heading = /^#{2,3} (.+)$/.exec(line)?.[1];
    if (heading) chapters.push({ id: slug(heading), title: heading, body: [] });
    else chapters.at(-1)?.body.push(line);
  }
  return chapters;
}

const chapters = chaptersOf(text);

export function chapter(id: string): Chapter | undefined {
  return chapters.find((one) => one.id === id);
}
