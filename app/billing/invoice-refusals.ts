/** The answer where there is no invoice to show. */
export function invoiceRefusal(refusal: "unknown-month" | "not-over"): Response {
  return refusal === "not-over"
    ? new Response("This month is not over yet.", { status: 409 })
    : new Response("There is no invoice for this month and currency.", { status: 404 });
}
