/**
 * Exchanges and area codes of the North American plan (+1) that the library types as ordinary numbers.
 * Sources: NANPA area code and central office code reports.
 */
const set = (items: string): ReadonlySet<string> => new Set(items.split(" "));

/** N11 services, directory assistance and information, test and premium exchanges, in any area code. */
export const SERVICE_EXCHANGES = set("211 311 411 511 555 611 711 811 911 950 958 959 976");

/** Exchanges with premium content in New York. */
export const NEW_YORK_PREMIUM_EXCHANGES = set("394 540 550 700 970");
export const NEW_YORK_AREAS = set("212 332 347 516 631 646 718 845 914 917 929 934");

/** Personal (5XX), Canadian non-geographic (600, 622), carrier (456, 700), government (710), premium (900) areas. */
export const SERVICE_AREAS = set(
  "456 500 521 522 523 524 525 526 527 528 529 532 533 535 538 542 543 544 545 546 547 549 550 552 553 554 556 558 566 " +
    "569 577 578 588 589 600 622 700 710 900",
);
