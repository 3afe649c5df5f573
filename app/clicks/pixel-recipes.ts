/** Code that a brand copies into its shop. Each names the click as `fs_click`, which is where Fairshare's readers look for it. */

/** For every page of the shop, as early as it goes. */
export function pixelSnippet(origin: string, brandId: string, isConsentRequired: boolean): string {
  const consent = isConsentRequired ? ' data-consent="required"' : "";
  return `<script async src="${origin}/pixel.js" data-brand="${brandId}"${consent}></script>`;
}

export const consentRecipe = `// When the shopper agrees, and when they change their mind:
window.fairshare?.consent(true);
window.fairshare?.consent(false);`;

/** Both checkouts of WooCommerce: the classic one sends the hidden field, the one of blocks has the cookie. */
export const wooCommerceRecipe = `// functions.php of your theme, or a small plugin
function fairshare_keep_click( $order ) {
  $click = $_POST['fs_click'] ?? $_COOKIE['fs_click'] ?? '';
  if ( preg_match( '/^[0-9a-f-]{36}$/', $click ) ) {
    $order->update_meta_data( 'fs_click', $click );
  }
  $visitor = $_POST['fs_visitor'] ?? $_COOKIE['fs_visitor'] ?? '';
  if ( preg_match( '/^[0-9a-f]{32}$/', $visitor ) ) {
    $order->update_meta_data( 'fs_visitor', $visitor );
  }
}
add_action( 'woocommerce_checkout_create_order', 'fairshare_keep_click' );
add_action( 'woocommerce_store_api_checkout_update_order_meta', 'fairshare_keep_click' );`;

export const stripeRecipe = `// When your own server creates the Checkout Session
const session = await stripe.checkout.sessions.create({
  // …
  client_reference_id: request.cookies.fs_click,
});`;

/** A cookie that the shop's own server sets is not capped; the pixel leaves it as it is. */
export const phpCookieRecipe = `// functions.php: before anything is sent to the browser
add_action( 'init', function () {
  $click = $_GET['fs_click'] ?? '';
  if ( ! preg_match( '/^[0-9a-f-]{36}$/', $click ) ) return;
  // Only once the shopper has agreed, if you ask for consent:
  // if ( ( $_COOKIE['fs_consent'] ?? '' ) !== '1' ) return;
  setcookie( 'fs_click', $click, array(
    'expires' => time() + 90 * DAY_IN_SECONDS, 'path' => '/', 'secure' => true, 'samesite' => 'Lax',
  ) );
} );`;

export const nodeCookieRecipe = `// Express, before your pages
app.use((request, response, next) => {
  const click = request.query.fs_click;
  if (typeof click === "string" && /^[0-9a-f-]{36}$/.test(click)) {
    // Only once the shopper has agreed, if you ask for consent.
    response.cookie("fs_click", click, { maxAge: 90 * 86_400_000, path: "/", secure: true, sameSite: "lax" });
  }
  next();
});`;

/** A shop that keeps everything on its own servers needs no pixel at all. */
export function serverVisitRecipe(origin: string): string {
  return `curl ${origin}/api/v1/visits \\
  -H "Authorization: Bearer fs_…" \\
  -H "Content-Type: application/json" \\
  -d '{
    "id": "a UUID you make, the same when you try again",
    "click_id": "the fs_click of the landing page",
    "occurred_at": "2026-06-01T09:00:00Z",
    "page_url": "https://shop.example/tea"
  }'`;
}
