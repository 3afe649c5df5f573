/** What stands in place of a value that is not shown. */
export const VEILED = "•••";

/**
 * Fields whose values say what happened and name nobody: amounts, times, states, goods and the shop's own ids. Every other value is
 * veiled, whatever it is: what a shop may put into a body is not known beforehand.
 */
const shownNames =
  /^(id|.*_id|number|order_number|kind|type|topic|object|event|status|.*_status|.*_state|reason|currency|.*_currency|currency_code|quantity|current_quantity|price|amount|.*_amount|.*_price|total|total_.*|subtotal|subtotal_.*|discount|.*_discount|.*discounts|tax|taxes|.*_tax|rate|shipping|created|created_at|updated_at|processed_at|cancelled_at|closed_at|placed_at|refunded_at|initiated_at|date_.*|gift_card|test|livemode|taxes_included|prices_include_tax|sku|code|codes|line_items|lines|refunds|refund_line_items|transactions|coupon_lines|discount_codes)$/i;

/** What belongs to a person or a payment: nothing in it is shown, not even ids. */
const veiledBranches =
  /(customer|billing|shipping_address|address|client_details|payment|buyer|user|recipient|receipt|email|phone|token|secret|password|card|note|meta_data|metadata|properties|ip)/i;

const MOST_SHOWN_CHARACTERS = 20_000;

/** The body of an event as a person may read it: its structure whole, its values only where they say what happened. Null when it is no JSON. */
export function veilBody(body: string): string | null {
  let content: unknown;
  try {
    content = JSON.parse(body);
  } catch {
    return null;
  }
  const shown = JSON.stringify(veil(content, false), null, 2);
  return shown.length > MOST_SHOWN_CHARACTERS ? `${shown.slice(0, MOST_SHOWN_CHARACTERS)}\n…` : shown;
}

function veil(value: unknown, isShown: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => veil(item, isShown));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) =>
        veiledBranches.test(name) ? [name, VEILED] : [name, veil(item, shownNames.test(name))],
      ),
    );
  }
  return isShown || value === null || typeof value === "boolean" ? value : VEILED;
}
