import { escapeHtml } from "./escape-html.ts";
import type { PaidItem } from "./paypal-fake.ts";

const MAX_ROWS = 50;

/** What PayPal or a recipient can do to a payment, by the button that does it. */
const changes: Readonly<Record<string, { readonly label: string; readonly status: string; readonly of: string }>> = {
  claim: { label: "The recipient claims it", status: "SUCCESS", of: "UNCLAIMED" },
  expire: { label: "Nobody claimed it", status: "RETURNED", of: "UNCLAIMED" },
  refund: { label: "The recipient refunds it", status: "REFUNDED", of: "SUCCESS" },
  reverse: { label: "PayPal reverses it", status: "REVERSED", of: "SUCCESS" },
};

/** Every payment with what can happen to it now, the newest first. */
export function showPayments(items: readonly PaidItem[]): string {
  const rows = items
    .slice(-MAX_ROWS)
    .toReversed()
    .map((item) => {
      const buttons = Object.entries(changes)
        .filter(([, { of }]) => of === item.status)
        .map(([intent, { label }]) => `<button name="intent" value="${intent}">${label}</button>`)
        .join(" ");
      return `<tr><td>${item.id} to ${escapeHtml(item.receiver)}, ${item.value} ${item.currency}: ${item.status}</td>
<td><form method="post" action="/admin-page"><input type="hidden" name="id" value="${item.id}">${buttons}</form></td></tr>`;
    })
    .join("");
  return `<h2>Payments</h2><div class="table"><table><tbody>${rows || "<tr><td>None yet.</td></tr>"}</tbody></table></div>`;
}

/** The status a button asks for; null where it does not fit the payment. */
export function statusAskedFor(item: PaidItem, intent: string): string | null {
  const change = changes[intent];
  return change?.of === item.status ? change.status : null;
}
