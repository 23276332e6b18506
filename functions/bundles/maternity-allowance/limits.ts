/** The time limits of the bundle (RULES.md 3.1, 4.1, 4.2, 7.2): what it reckons with, and what its texts quote. */

/** Working days for an employer's answer, and for a base that is missing. */
export const employerDays = 5
/** Working days of a clerk for a review. */
export const reviewDays = 5
/** Working days after discharge within which the allowance is due. */
export const caseDays = 10
/** Days between discharges within which two settlements are taken for the same delivery. */
export const sameDeliveryDays = 180
