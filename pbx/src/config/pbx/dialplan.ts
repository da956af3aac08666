/**
 * `extensions.conf` of a PBX. Calls are placed by the Worker straight into its application, so the dialplan only refuses:
 * an inbound call ends 403 (cause 21). The pattern is not `_.`, which would also catch the hang-up extension `h`.
 * `warm` answers a Local channel on which the Worker plays a message while the phone still rings, to have it fetched.
 */
export const PBX_DIALPLAN = `[general]
static = yes
writeprotect = yes
clearglobalvars = yes

[deny-all]
exten => _[+0-9a-zA-Z].,1,Hangup(21)
exten => _[+0-9a-zA-Z],1,Hangup(21)

[warm]
exten => s,1,Answer()
 same => n,Wait(5)
 same => n,Hangup(16)
`;
