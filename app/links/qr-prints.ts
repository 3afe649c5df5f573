/** How much of a QR code may be dirty or missing (ISO/IEC 18004): M 15 %, Q 25 %, H 30 %. */
export type ErrorCorrection = "M" | "Q" | "H";

/** A QR code for print. */
export interface QrPrint {
  /** Its edge on paper, with the quiet zone. */
  readonly edgeMm: number;
  readonly errorCorrection: ErrorCorrection;
  readonly word: string;
  readonly note: string;
}

/** The finest a common press prints cleanly. */
export const PRINT_DPI = 300;
/** ISO/IEC 18004 asks for four modules of quiet on every side. */
export const QUIET_MODULES = 4;

/**
 * By how it is held and read: a code is scanned from up to ten times its edge. The smaller it is, the larger its modules must be, so a
 * business card spares correction; a poster meets rain and stickers, so it has most.
 */
export const qrPrints = {
  card: { edgeMm: 20, errorCorrection: "M", word: "Business card", note: "Scans from 20 cm" },
  flyer: { edgeMm: 30, errorCorrection: "Q", word: "Flyer", note: "Scans from 30 cm" },
  poster: { edgeMm: 100, errorCorrection: "H", word: "Poster", note: "Scans from 1 m" },
} as const satisfies Record<string, QrPrint>;

export type QrPrintName = keyof typeof qrPrints;

const MM_PER_INCH = 25.4;
const MM_PER_METRE = 1_000;

/**
 * How many pixels one module takes, so that the whole has at least 300 dpi and every module is equally large, and how many pixels a
 * metre then holds, which a print programme reads to get the edge right to the millimetre.
 */
export function scaleForPrint(moduleCount: number, edgeMm: number): { modulePixels: number; pixelsPerMetre: number } {
  const modules = moduleCount + 2 * QUIET_MODULES;
  const modulePixels = Math.ceil(((edgeMm / MM_PER_INCH) * PRINT_DPI) / modules);
  return { modulePixels, pixelsPerMetre: Math.round((modules * modulePixels * MM_PER_METRE) / edgeMm) };
}
