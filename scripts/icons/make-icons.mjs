// Makes every size of the application icon from icons/shopferry.svg. Run once after changing the drawing; the outputs are kept.
// Needs rsvg-convert (Debian package librsvg2-bin): node scripts/icons/make-icons.mjs
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../icons/", import.meta.url));

function png(size) {
  return execFileSync("rsvg-convert", ["-w", String(size), "-h", String(size), `${folder}shopferry.svg`]);
}

/** Windows icon: a directory of PNG images. */
function ico(sizes) {
  const images = sizes.map((size) => ({ size, data: png(size) }));
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ size, data }, index) => {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(data.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += data.length;
  });
  return Buffer.concat([head, ...images.map((image) => image.data)]);
}

/** Apple icon: typed chunks of PNG images. */
function icns(kinds) {
  const chunks = Object.entries(kinds).map(([kind, size]) => {
    const data = png(size);
    const head = Buffer.alloc(8);
    head.write(kind, 0, "ascii");
    head.writeUInt32BE(data.length + 8, 4);
    return Buffer.concat([head, data]);
  });
  const body = Buffer.concat(chunks);
  const head = Buffer.alloc(8);
  head.write("icns", 0, "ascii");
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}

const files = {
  "32x32.png": png(32),
  "128x128.png": png(128),
  "128x128@2x.png": png(256),
  "256x256.png": png(256),
  "512x512.png": png(512),
  "icon.png": png(512),
  "icon.ico": ico([16, 24, 32, 48, 64, 256]),
  "icon.icns": icns({ icp4: 16, icp5: 32, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 }),
};
for (const [name, data] of Object.entries(files)) writeFileSync(folder + name, data);
