const reply = (status: string, extra = ""): string => `<send><![CDATA[
SIP/2.0 ${status}
[last_Via:]
[last_From:]
[last_To:];tag=[pid]-[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port];transport=[transport]>
${extra}
]]></send>`;

const SPEECH = `Content-Type: application/sdp
Content-Length: [len]

v=0
o=carrier 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 0
a=rtpmap:0 PCMU/8000
`;

/**
 * What SIPp does as the carrier of a load: answers OPTIONS; lets a call ring for a second, answers it, and listens until
 * CallPing hangs up. It presses no key: SIPp sends digits only from a raw socket, which needs root.
 */
export const CARRIER_SCENARIO = `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="carrier">
<recv request="OPTIONS" optional="true" next="1"/>
<recv request="INVITE"/>
${reply("100 Trying", "Content-Length: 0\n")}
${reply("180 Ringing", "Content-Length: 0\n")}
<pause milliseconds="1000"/>
${reply("200 OK", SPEECH)}
<recv request="ACK"/>
<recv request="BYE"/>
<label id="1"/>
${reply("200 OK", "Content-Length: 0\n")}
</scenario>
`;
