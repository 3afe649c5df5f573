import "@remix-run/server-runtime";

/** Loaders' dates and bigints arrive in the browser as they are: the flag v3_singleFetch of remix.config.js, told to the types. */
declare module "@remix-run/server-runtime" {
  interface Future {
    v3_singleFetch: true;
  }
}
