const reply = (status: string, extra = "Content-Length: 0\n"): string => `<send><![CDATA[
SIP/2.0 ${status}
[last_Via:]
[last_From:]
[last_To:];tag=[pid]-[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port];transport=[transport]>
${extra}
]]></send>`;

const remember = (header: string, regexp: string, name: string): string =>
  `<ereg regexp="${regexp}" search_in="hdr" header="${header}:" assign_to="${name}"/>`;

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
 * What SIPp does as the carrier of a load: answers OPTIONS; lets a call ring for a second, answers, listens for two and a
 * half, hangs up. It presses no key: SIPp sends digits only from a raw socket, which needs root.
 */
export const CARRIER_SCENARIO = `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="carrier">
<recv request="OPTIONS" optional="true" next="1"/>
<recv request="INVITE"><action>
${remember("From", ".*", "caller")}
${remember("To", ".*", "called")}
${remember("Contact", "sip:[^&gt;]*", "target")}
</action></recv>
${reply("100 Trying")}
${reply("180 Ringing")}
<pause milliseconds="1000"/>
${reply("200 OK", SPEECH)}
<recv request="ACK"/>
<pause milliseconds="2500"/>
<send retrans="500"><![CDATA[
BYE [$target] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: [$called];tag=[pid]-[call_number]
To: [$caller]
Call-ID: [call_id]
CSeq: 1 BYE
Max-Forwards: 70
Content-Length: 0

]]></send>
<recv response="200" next="2"/>
<label id="1"/>
${reply("200 OK")}
<label id="2"/>
</scenario>
`;
