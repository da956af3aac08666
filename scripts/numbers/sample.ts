/**
 * `npm run numbers:sample -- [numbers of each] [seed]`: random numbers of every region and type, drawn from libphonenumber's
 * patterns; what the safety net lets through of the dangerous, and refuses of the ordinary.
 */
import { judgeSamples } from "./judge-samples.ts";
import { drawSamples } from "./samples.ts";

/** Of ordinary numbers this share may be refused: services that hide among them, and regions never called. */
const MOST_REFUSED = 0.015;

const [most = 40, seed = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number);
const { types, dangerous, ordinary, ordinaryRefused, causes } = judgeSamples(drawSamples(most, seed));
console.log(`${most} numbers of each region and type, seed ${seed}`);
console.table(types);
for (const number of dangerous) console.log(`dangerous and allowed: ${number}`);
const share = ordinaryRefused / ordinary;
console.log(
  `mobile and fixed refused: ${ordinaryRefused} of ${ordinary}, ${(share * 100).toFixed(2)} %, because of`,
);
console.table(causes);
process.exitCode = dangerous.length > 0 || !(share < MOST_REFUSED) ? 1 : 0;
