/** The largest body of one webhook. An order of some hundred lines has about 1 MB. */
export const MAX_WEBHOOK_BYTES = 5_000_000;
/** The largest body of one call to the API. */
export const MAX_API_BYTES = 1_000_000;
/** The largest file that can be uploaded; larger ones are imported by the command. */
export const MAX_UPLOAD_BYTES = 10_000_000;

/** Reads a request's raw bytes and stops as soon as they exceed the limit; then it returns null. */
export async function readLimitedBody(request: Request, maxBytes: number): Promise<Buffer | null> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return null;
  if (!request.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  // Leaving the loop cancels the stream.
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads a form within the limit, files included; null when it is larger, or no form. */
export async function readLimitedForm(request: Request, maxBytes: number): Promise<FormData | null> {
  const body = await readLimitedBody(request, maxBytes);
  if (!body) return null;
  const headers = { "Content-Type": request.headers.get("content-type") ?? "" };
  return new Response(new Uint8Array(body), { headers }).formData().catch(() => null);
}
