import type { InstructionWords } from "../instruction-words.ts";

/** "Press" and "dial" also spaced out or dotted, as somebody who wants to get past the rule writes them. */
export const INSTRUCTIONS: InstructionWords = {
  press: "",
  dial: String.raw`p[\s._-]?r[\s._-]?e[\s._-]?s[\s._-]?s(?:ing|ed)?|d[\s._-]?i[\s._-]?a[\s._-]?l(?:l?ing)?`,
  enter: "hit|push|enter|type|tap|touch|key in|say",
  between: "the|any|a|your|key|keys|button|digit|number|numbers|option",
  keys: "zero|one|two|three|four|five|six|seven|eight|nine|ten|star|pound|hash|asterisk",
  after: "to|for|now|and|or|on|key|twice|again",
  polite: "please|kindly|just|then|now|you can|you must",
  call: "call|ring|dial|phone",
};
