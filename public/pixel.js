/**
 * The Fairshare pixel. Remembers, first-party and for 90 days, which click brought a shopper to this shop, and tells Fairshare that
 * they came. It knows no names and no amounts, and reads nothing of the page but its address without query.
 *
 * <script async src="https://…/pixel.js" data-brand="…"></script>
 *   data-consent="required"   keeps and sends nothing until fairshare.consent(true)
 *   data-domain="shop.example"   shares the cookies with every subdomain
 *
 * Global Privacy Control and Do Not Track: nothing is kept, nothing is sent. fairshare.consent(false) forgets everything.
 */
((document, navigator) => {
  const script = document.currentScript || document.querySelector("script[data-brand]");
  const { brand, consent, domain } = script.dataset;
  const isSilent = navigator.globalPrivacyControl || navigator.doNotTrack === "1";

  const read = (name) => (document.cookie.match(`(?:^|; )${name}=([^;]+)`) || [])[1];
  const keep = (name, value, days) => {
    document.cookie = `${name}=${value};path=/;max-age=${days * 86400};samesite=lax${domain ? `;domain=${domain}` : ""}${location.protocol === "https:" ? ";secure" : ""}`;
  };
  const isAllowed = () => !isSilent && (consent === "required" ? read("fs_consent") === "1" : read("fs_consent") !== "0");
  const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => (byte + 256).toString(16).slice(1)).join("");

  /** Only an id of ours: this text goes into the cart and the checkout. */
  const landed = (new URLSearchParams(location.search).get("fs_click") || "").match(/^[\da-f-]{36}$/)?.[0];
  const clickId = () => (isAllowed() && read("fs_click")) || null;

  /** A visit: once for each link that leads here, and else once a browser session. */
  const tell = () => {
    const told = sessionStorage.fs_told;
    if (told && (!landed || told === landed)) return;
    sessionStorage.fs_told = landed || "own";
    const url = new URL("/pixel/visits", script.src);
    const visit = JSON.stringify({
      brand,
      id: newId(),
      visitor: read("fs_visitor"),
      click: clickId(),
      page: location.origin + location.pathname,
      referer: document.referrer.split("/")[2] || "",
    });
    if (!navigator.sendBeacon?.(url, visit)) fetch(url, { method: "POST", body: visit, keepalive: true, mode: "no-cors" });
  };

  /** Shopify keeps attributes with the cart, and the order brings them to Fairshare. */
  const markCart = (id, visitor) => {
    if (!window.Shopify || sessionStorage.fs_cart === id) return;
    fetch(`${window.Shopify.routes?.root || "/"}cart/update.js`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ attributes: { fs_click: id, fs_visitor: visitor } }),
    }).then(
      () => (sessionStorage.fs_cart = id),
      () => undefined,
    );
  };

  /** WooCommerce: hidden fields of the checkout. */
  const markForm = (fs_click, fs_visitor) => {
    const form = document.querySelector("form.checkout");
    if (!form) return;
    for (const [name, value] of Object.entries({ fs_click, fs_visitor })) {
      const field = form.elements[name] || form.appendChild(document.createElement("input"));
      Object.assign(field, { type: "hidden", name, value });
    }
  };

  /** Stripe payment links: named at the moment they are followed, so that links made later count too. */
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.('a[href^="https://buy.stripe.com/"]');
      if (!link || !clickId()) return;
      const url = new URL(link.href);
      if (!url.searchParams.has("client_reference_id")) url.searchParams.set("client_reference_id", clickId());
      link.href = url;
    },
    true,
  );

  const start = () => {
    if (!isAllowed()) return;
    // What the shop's own server has set lives longer than what a script sets: it is not written again.
    if (landed && read("fs_click") !== landed) keep("fs_click", landed, 90);
    if (!read("fs_visitor")) keep("fs_visitor", newId(), 90);
    tell();
    const id = clickId();
    if (!id) return;
    const visitor = read("fs_visitor") || "";
    markCart(id, visitor);
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => markForm(id, visitor));
    else markForm(id, visitor);
  };

  window.fairshare = {
    clickId,
    consent(isGranted) {
      if (isSilent) return;
      keep("fs_consent", isGranted ? 1 : 0, 180);
      if (isGranted) return start();
      keep("fs_click", "", 0);
      keep("fs_visitor", "", 0);
      if (sessionStorage.fs_cart) markCart("", "");
      markForm("", "");
      sessionStorage.removeItem("fs_told");
      sessionStorage.removeItem("fs_cart");
    },
  };
  start();
})(document, navigator);
