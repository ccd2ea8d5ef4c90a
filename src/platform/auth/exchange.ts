/** The two sides of one HTTP request, as far as sign-in has to do with them. */
export interface Exchange {
  /** Cookies, browser and address of the client; nothing else of the request. */
  readonly headers: Headers;
  /** Adds `Set-Cookie` lines to the answer. */
  setCookies(lines: readonly string[]): void;
  /**
   * Counts an attempt on one account, from whatever address it comes. Throws `http.rate_limited`.
   * `account` is what the attempt is about, such as an e-mail address; it is kept as a hash.
   */
  countAttempt(account: string): Promise<void>;
}
