/**
 * The voices by language, from Debian's package libttspico-data (1.0+git20130326), folder /usr/share/pico/lang.
 * They are installed, never committed: see LICENSES.md.
 */
export const VOICE_FILES = {
  en: {
    analysis: {
      name: "en-US_ta.bin",
      sha256: "3a2a4d23de2a44dbbff50f69dcb9486be53b6d0a871d77cdc35f45c3e25e82aa",
    },
    signal: {
      name: "en-US_lh0_sg.bin",
      sha256: "d6946526696d9eb085f7b23b1fbdf7a9986caca658b645e9eb73c6514fd4789d",
    },
  },
} as const;
