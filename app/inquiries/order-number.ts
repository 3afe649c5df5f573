export const MAX_ORDER_NUMBER_LENGTH = 60;

/** An order number as it is compared: without the "#" and blanks that lead it, in small letters. The index `sales_order_number` writes it the same way. */
export function orderKeyOf(orderNumber: string): string {
  return orderNumber
    .trim()
    .replace(/^[# ]+/, "")
    .toLowerCase();
}
