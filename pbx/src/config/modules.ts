/**
 * `modules.conf`: nothing is loaded but what is named. A module listed as required that fails to load stops Asterisk,
 * so a PBX that could not ring never looks healthy.
 */
export function renderModules(required: readonly string[]): string {
  return ["[modules]", "autoload = no", ...required.map((name) => `require = ${name}.so`), ""].join("\n");
}

/** Configuration storage, timing and SIP with RTP: what every instance needs to carry a call. */
export const SIP_MODULES = [
  "res_sorcery_config",
  "res_sorcery_memory",
  "res_sorcery_astdb",
  "res_timing_timerfd",
  "res_pjproject",
  "res_pjsip",
  "res_pjsip_session",
  "res_pjsip_pubsub",
  "chan_pjsip",
  "res_rtp_asterisk",
  "res_pjsip_sdp_rtp",
  "res_pjsip_endpoint_identifier_ip",
  // Without it a stranger's INVITE is answered 500 in place of 401 or 403.
  "res_pjsip_authenticator_digest",
  "res_pjsip_acl",
  "res_pjsip_caller_id",
  "res_pjsip_nat",
  "res_pjsip_rfc3326",
  "res_pjsip_dtmf_info",
  "codec_ulaw",
  "codec_alaw",
  "codec_resample",
  "format_pcm",
  "format_wav",
  "pbx_config",
] as const;

/** ARI over a WebSocket that Asterisk opens. res_ari_asterisk (reads trunk passwords, unloads modules) is left out on purpose. */
export const ARI_MODULES = [
  "res_http_websocket",
  "res_websocket_client",
  "res_stasis",
  "res_stasis_answer",
  "res_stasis_playback",
  "res_stasis_recording",
  "res_stasis_snoop",
  "app_stasis",
  "res_ari",
  "res_ari_model",
  "res_ari_events",
  "res_ari_applications",
  "res_ari_channels",
  "res_ari_playbacks",
] as const;
