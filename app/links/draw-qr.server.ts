import { crc32 } from "node:zlib";
import { create as createQr, toBuffer as drawQrPng, toString as drawQrText } from "qrcode";
import { QUIET_MODULES, scaleForPrint, type QrPrint } from "./qr-prints.ts";

/** The QR code of a link as an SVG document, black on white. It grows to any size; correction M survives print and a fingerprint. */
export async function drawQrSvg(url: string): Promise<string> {
  return drawQrText(url, { type: "svg", errorCorrectionLevel: "M", margin: QUIET_MODULES });
}

/** The QR code as a PNG that prints at its size: whole pixels per module, and the resolution written into the file. */
export async function drawQrPrint(url: string, { edgeMm, errorCorrection }: QrPrint): Promise<Buffer> {
  const { size } = createQr(url, { errorCorrectionLevel: errorCorrection }).modules;
  const { modulePixels, pixelsPerMetre } = scaleForPrint(size, edgeMm);
  const png = await drawQrPng(url, {
    type: "png",
    errorCorrectionLevel: errorCorrection,
    margin: QUIET_MODULES,
    scale: modulePixels,
  });
  return withResolution(png, pixelsPerMetre);
}

/** The dark modules as rows, without quiet zone; for pictures that draw them themselves. */
export function qrModules(url: string): boolean[][] {
  const { data: dark, size } = createQr(url, { errorCorrectionLevel: "M" }).modules;
  return Array.from({ length: size }, (_row, y) =>
    Array.from({ length: size }, (_cell, x) => dark[y * size + x] === 1),
  );
}

const SIGNATURE_BYTES = 8;
const LENGTH_BYTES = 4;
const TYPE_BYTES = 4;
const CRC_BYTES = 4;
const UNIT_IS_METRE = 1;
const RESOLUTION_BYTES = 9;

/** Adds the chunk `pHYs` behind the header (PNG specification, third edition, 11.3.4.3): how large a pixel is on paper. */
function withResolution(png: Buffer, pixelsPerMetre: number): Buffer {
  const headerEnd = SIGNATURE_BYTES + LENGTH_BYTES + TYPE_BYTES + png.readUInt32BE(SIGNATURE_BYTES) + CRC_BYTES;
  const chunk = Buffer.alloc(LENGTH_BYTES + TYPE_BYTES + RESOLUTION_BYTES + CRC_BYTES);
  chunk.writeUInt32BE(RESOLUTION_BYTES, 0);
  chunk.write("pHYs", LENGTH_BYTES, "latin1");
  chunk.writeUInt32BE(pixelsPerMetre, 8);
  chunk.writeUInt32BE(pixelsPerMetre, 12);
  chunk.writeUInt8(UNIT_IS_METRE, 16);
  chunk.writeUInt32BE(crc32(chunk.subarray(LENGTH_BYTES, 17)), 17);
  return Buffer.concat([png.subarray(0, headerEnd), chunk, png.subarray(headerEnd)]);
}
