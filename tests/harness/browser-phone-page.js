// Runs in Chromium, bundled with JsSIP: a browser phone with nothing to look at. Tests drive it as `phone`.
import { UA, WebSocketInterface } from "jssip";

/** Silence, as an analyser sees it, is exactly zero; speech is far above this. */
const AUDIBLE = 0.01;
const LOOK_EVERY_MS = 20;

const state = { registered: false, refused: null, invite: null, ended: null, audibleMs: 0, loudest: 0 };
let ua = null;
let session = null;

/** Registers with the `sip` of a browser session's answer. */
function open(sip) {
  ua?.stop();
  Object.assign(state, { registered: false, refused: null });
  ua = new UA({
    sockets: [new WebSocketInterface(sip.url)],
    uri: sip.uri,
    authorization_user: sip.authorization_user,
    password: sip.password,
    register_expires: sip.register_seconds,
  });
  ua.on("registered", () => (state.registered = true));
  ua.on("disconnected", () => (state.registered = false));
  ua.on("registrationFailed", ({ response, cause }) => {
    state.refused = response?.status_code ?? cause;
    ua.stop();
  });
  ua.on("newRTCSession", (event) => {
    if (event.originator === "remote") ring(event);
  });
  ua.start();
}

function ring(event) {
  ({ session } = event);
  state.invite = { callId: event.request.getHeader("X-CallPing-Id"), from: event.request.from.uri.user };
  session.on("peerconnection", ({ peerconnection }) =>
    peerconnection.addEventListener("track", ({ track }) => listen(new MediaStream([track]))),
  );
  session.on("ended", ({ cause }) => (state.ended = cause));
  session.on("failed", ({ cause }) => (state.ended = cause));
}

/** Measures what comes out. Chromium decodes a remote track only while an element plays it. */
function listen(stream) {
  const element = Object.assign(new Audio(), { srcObject: stream, muted: true });
  void element.play();
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const level = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    state.loudest = Math.max(state.loudest, level);
    if (level > AUDIBLE) state.audibleMs += LOOK_EVERY_MS;
    if (state.ended !== null) clearInterval(timer);
  }, LOOK_EVERY_MS);
}

async function media() {
  const report = [...(await session.connection.getStats()).values()];
  const inbound = report.find(({ type, kind }) => type === "inbound-rtp" && kind === "audio");
  return {
    codec: report.find(({ id }) => id === inbound?.codecId)?.mimeType ?? null,
    packets: inbound?.packetsReceived ?? 0,
    dtls: report.find(({ type }) => type === "transport")?.dtlsState ?? null,
  };
}

/** Calls somebody, and resolves with how that ended: a browser phone may call nobody. */
function call(target) {
  return new Promise((resolve) => {
    const eventHandlers = {
      failed: ({ message, cause }) => resolve(message?.status_code ?? cause),
      accepted: () => resolve("accepted"),
    };
    ua.call(target, { mediaConstraints: { audio: true, video: false }, eventHandlers });
  });
}

/** What was before is none of the next test's business. */
function forget() {
  Object.assign(state, { invite: null, ended: null, audibleMs: 0, loudest: 0 });
}

globalThis.phone = {
  state,
  open,
  forget,
  media,
  call,
  answer: () => session.answer({ mediaConstraints: { audio: true, video: false } }),
  press: (key) => session.sendDTMF(key, { transportType: "RFC2833" }),
};
