/** For an address that names no account of the brand. */
export function noAccount(): Response {
  const sentence = "This brand has no such account. Open the ledger and choose one from its list.";
  return new Response(sentence, { status: 404, headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
