/** How often the queue hands a notification out before it goes to the dead letters and its group moves on. */
export const DELIVERY_ATTEMPTS = 5;
