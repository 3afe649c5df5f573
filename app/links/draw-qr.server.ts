import { toString as drawQrText } from "qrcode";

/**
 * The QR code of a link as an SVG document, black on white with the quiet zone of 4 modules that ISO/IEC 18004 asks for.
 * Error correction M survives print and a fingerprint on the screen.
 */
export async function drawQrSvg(url: string): Promise<string> {
  return drawQrText(url, { type: "svg", errorCorrectionLevel: "M", margin: 4 });
}
