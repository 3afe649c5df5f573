import type { ServerResponse } from "node:http";
import type { CouponShelf, ShelfCoupon } from "./coupon-shelf.ts";
import { escapeHtml } from "./escape-html.ts";
import { fakeFailures, type FakeFailure, type FakeProvider, type FakeRequest } from "./fake-provider.ts";

interface Admin {
  readonly provider: FakeProvider;
  readonly shelf: CouponShelf;
  failNext(failure: FakeFailure, count?: number): void;
}

const MAX_FAILURES = 100;

/** The shop's own admin: who runs the demo sees, edits and deletes coupons here as an employee of the shop would. */
export function answerAdmin(response: ServerResponse, request: FakeRequest, admin: Admin): void {
  if (request.method === "POST") {
    act(new URLSearchParams(request.body), admin);
    response.writeHead(303, { location: "/" }).end();
    return;
  }
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  response.end(page(admin));
}

function act(form: URLSearchParams, { provider, shelf, failNext }: Admin): void {
  const id = Number(form.get("id"));
  switch (String(form.get("intent"))) {
    case "save": {
      const percentOff = Number(form.get("percent"));
      if (percentOff > 0 && percentOff <= 100) shelf.change(id, { percentOff, isActive: form.get("active") === "on" });
      return;
    }
    case "delete":
      shelf.remove(id);
      return;
    case "fail": {
      const failure = fakeFailures.find((one) => one === form.get("failure"));
      const count = Math.min(MAX_FAILURES, Math.max(1, Math.trunc(Number(form.get("count"))) || 1));
      if (failure) failNext(failure, count);
      return;
    }
    default:
      provider.actAsEmployee?.(form);
  }
}

function page({ provider, shelf }: Admin): string {
  const rows = shelf.list().map(row).join("");
  const credentials = Object.entries(provider.credentials)
    .map(([label, value]) => `<dt>${escapeHtml(label)}</dt><dd><code>${escapeHtml(value)}</code></dd>`)
    .join("");
  const options = fakeFailures.map((failure) => `<option>${failure}</option>`).join("");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(provider.name)} (stand-in)</title><style>
body{font:16px/1.5 system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1c1b22}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #ddd}
input,select,button{font:inherit}input[type=number]{width:5rem}dt{font-weight:600}form{display:inline}
.table{overflow-x:auto}</style></head><body>
<h1>${escapeHtml(provider.name)}</h1>
<p>A stand-in on this machine: no shopper and no money. What you change here is what an employee changes in the shop's own admin.</p>
<h2>Coupons</h2><div class="table"><table><thead><tr><th>Shop</th><th>Code</th><th>Discount and state</th><th>Limits</th><th></th></tr></thead>
<tbody>${rows || `<tr><td colspan="5">No coupon yet.</td></tr>`}</tbody></table></div>
${provider.adminSections?.() ?? ""}
<h2>Sign-in</h2><dl>${credentials}</dl>
<h2>Trouble on purpose</h2><form method="post" action="/admin-page"><label>The next <input type="number" name="count" value="1" min="1" max="${MAX_FAILURES}"> requests</label>
<label>end in <select name="failure">${options}</select></label> <button name="intent" value="fail">Set</button></form>
</body></html>`;
}

function row(coupon: ShelfCoupon): string {
  const limits = [
    coupon.usageLimit === null ? "no limit" : `at most ${coupon.usageLimit} times`,
    ...(coupon.isOncePerCustomer ? ["once per customer"] : []),
    ...(coupon.endsAt === null ? [] : [`until ${coupon.endsAt.slice(0, 10)}`]),
  ];
  return `<tr><td>${escapeHtml(coupon.shop || "–")}</td><td><code>${escapeHtml(coupon.code)}</code></td>
<td><form method="post" action="/admin-page"><input type="hidden" name="id" value="${coupon.id}">
<label><input type="number" name="percent" value="${coupon.percentOff}" min="0.01" max="100" step="0.01"> %</label>
<label><input type="checkbox" name="active"${coupon.isActive ? " checked" : ""}> on</label>
<button name="intent" value="save">Save</button></form></td><td>${escapeHtml(limits.join(", "))}</td>
<td><form method="post" action="/admin-page"><input type="hidden" name="id" value="${coupon.id}">
<button name="intent" value="delete">Delete</button></form></td></tr>`;
}
