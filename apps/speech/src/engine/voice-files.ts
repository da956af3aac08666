/**
 * The voices by language, from Debian's package libttspico-data (1.0+git20130326), folder /usr/share/pico/lang.
 * They are installed, never committed: see LICENSES.md. `name` is the voice's within Pico.
 */
export const VOICE_FILES = {
  en: {
    name: "en-US_lh0",
    analysis: {
      name: "en-US_ta.bin",
      sha256: "3a2a4d23de2a44dbbff50f69dcb9486be53b6d0a871d77cdc35f45c3e25e82aa",
    },
    signal: {
      name: "en-US_lh0_sg.bin",
      sha256: "d6946526696d9eb085f7b23b1fbdf7a9986caca658b645e9eb73c6514fd4789d",
    },
  },
  de: {
    name: "de-DE_gl0",
    analysis: {
      name: "de-DE_ta.bin",
      sha256: "df292826754713d5efb6c95d60582c17753e95856b4c735c3150db722b2c218a",
    },
    signal: {
      name: "de-DE_gl0_sg.bin",
      sha256: "39147b816d08bbbe64b23797804cf691a761ab73a7689ca9e2b6f87ace722654",
    },
  },
  es: {
    name: "es-ES_zl0",
    analysis: {
      name: "es-ES_ta.bin",
      sha256: "b18c60baf249466bf8785d333d8cb4cf1f6b62e5545986f621c66568f1851961",
    },
    signal: {
      name: "es-ES_zl0_sg.bin",
      sha256: "82e724d3c788767ec95f0d22b0ab738e677ad397f26ec0bbbf2c07aafdf29000",
    },
  },
  fr: {
    name: "fr-FR_nk0",
    analysis: {
      name: "fr-FR_ta.bin",
      sha256: "d9da5eb3cd7aac7071ab8ff7fee8d716f58572ee5393c1f0a8db946d6bf32f97",
    },
    signal: {
      name: "fr-FR_nk0_sg.bin",
      sha256: "85e2d63cf9f5522ea2a483d25ddd1cb0c6bfeecc39c92884aecfe7d3f179837a",
    },
  },
  it: {
    name: "it-IT_cm0",
    analysis: {
      name: "it-IT_ta.bin",
      sha256: "9b243c3470660293691d0d4e000901d7c5d0fa71976b33986e92e93a860ade33",
    },
    signal: {
      name: "it-IT_cm0_sg.bin",
      sha256: "c48be4dc1f5a3c77a3dc4c8a457949b69bc433d674fac4fac91d49c01770e7e4",
    },
  },
} as const;
export type PicoLanguage = keyof typeof VOICE_FILES;
export const PICO_LANGUAGES = ["en", "de", "es", "fr", "it"] as const satisfies readonly PicoLanguage[];
