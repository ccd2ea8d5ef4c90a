/**
 * So long a proof of who somebody is holds for what gives away lasting power. OWASP ASVS 5.0 asks for it (7.5.1, 7.5.2)
 * without a number; 15 minutes is what `sudo` waits by default.
 */
export const PROOF_MINUTES = 15;
