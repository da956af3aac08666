/** Groups of letters, longest first at each place, and how Ukrainian writes their English sound. */
const GROUPS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    tion: "шн",
    sion: "жн",
    ture: "чур",
    ight: "айт",
    ough: "оу",
    augh: "оф",
    eigh: "ей",
    tch: "ч",
    sch: "ш",
    sh: "ш",
    ch: "ч",
    ph: "ф",
    th: "т",
    ck: "к",
    qu: "кв",
    wh: "в",
    ee: "і",
    ea: "і",
    oo: "у",
    ou: "ау",
    ow: "оу",
    ay: "ей",
    ai: "ей",
    ey: "і",
    oy: "ой",
    oi: "ой",
    au: "о",
    aw: "о",
    ew: "ю",
    ie: "і",
    ue: "ю",
    ei: "ей",
    ya: "я",
    yu: "ю",
    ye: "є",
    yo: "йо",
    ia: "ія",
    io: "іо",
    ce: "се",
    ci: "сі",
    cy: "сі",
    ge: "дже",
    gi: "джі",
    gy: "джі",
    x: "кс",
    a: "а",
    b: "б",
    c: "к",
    d: "д",
    e: "е",
    f: "ф",
    g: "г",
    h: "х",
    i: "і",
    j: "дж",
    k: "к",
    l: "л",
    m: "м",
    n: "н",
    o: "о",
    p: "п",
    q: "к",
    r: "р",
    s: "с",
    t: "т",
    u: "у",
    v: "в",
    w: "в",
    y: "і",
    z: "з",
  }),
);
const LONGEST_GROUP = 4;
/** `node` is "ноуд", `name` "нейм": a silent e makes the vowel before it long. */
const LONG_VOWELS: ReadonlyMap<string, string> = new Map([
  ["a", "ей"],
  ["i", "ай"],
  ["o", "оу"],
  ["u", "ю"],
]);
/** Letters of Cyrillic neighbours. */
const NEIGHBOURS: ReadonlyMap<string, string> = new Map([
  ["ы", "и"],
  ["э", "е"],
  ["ё", "йо"],
  ["ъ", ""],
  ["ў", "в"],
]);

/** A word in Latin letters as a Ukrainian would read it aloud: `billing` → "білінг", `checkout` → "чекаут". */
export function respellForUkrainian(word: string): string {
  if (/\p{Script=Cyrillic}/u.test(word))
    return Array.from(word, (letter) => NEIGHBOURS.get(letter.toLowerCase()) ?? letter).join("");
  const latin = word
    .normalize("NFD")
    .replace(/[^a-zA-Z]/g, "")
    .toLowerCase();
  return read(
    latin
      .replace(/([bcdfghklmnprstvz])\1/g, "$1")
      .replace(/^x/, "z")
      .replace(/^kn/, "n")
      .replace(/^wr/, "r"),
  );
}

function read(word: string): string {
  let sound = "";
  let at = 0;
  while (at < word.length) {
    const rest = word.slice(at);
    const silent = /^([aiou])([bdfgklmnpstvz])e(s?)$/.exec(rest);
    if (silent !== null && at > 0) {
      const [, vowel = "", consonant = "", plural = ""] = silent;
      return `${sound}${LONG_VOWELS.get(vowel) ?? ""}${GROUPS.get(consonant) ?? ""}${plural === "" ? "" : "с"}`;
    }
    if (/^[^aeiouy]*e$/.test(rest) && rest.length <= 2 && /[aeiouy]/.test(word.slice(0, at))) {
      return sound + consonantOf(rest);
    }
    const length = groupAt(rest);
    sound += GROUPS.get(rest.slice(0, length)) ?? "";
    at += length;
  }
  return sound;
}

/** The last consonant before a silent e: `service` ends in с, `image` in дж. */
function consonantOf(rest: string): string {
  if (rest === "ce") return "с";
  if (rest === "ge") return "дж";
  return rest === "e" ? "" : (GROUPS.get(rest.slice(0, 1)) ?? "");
}

function groupAt(rest: string): number {
  for (let length = Math.min(LONGEST_GROUP, rest.length); length > 1; length -= 1) {
    if (GROUPS.has(rest.slice(0, length))) return length;
  }
  return 1;
}
