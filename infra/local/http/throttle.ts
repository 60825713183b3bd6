/** Lets a request through or not: a bucket of tokens that holds `burst` and gains `rate` a second, full at first. */
export const createThrottle = (
  limits: { rate: number; burst: number },
  secondsNow = () => performance.now() / 1000,
) => {
  let tokens = limits.burst;
  let filledAt = secondsNow();
  return (): boolean => {
    const now = secondsNow();
    tokens = Math.min(limits.burst, tokens + (now - filledAt) * limits.rate);
    filledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
};
