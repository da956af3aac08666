import { describe, expect, it } from "vitest";
import { speakable } from "./speakable.ts";

/** Alert texts in Italian (invented) and what a person would say. Read aloud before a line is changed. */
const OWN: readonly [text: string, words: string][] = [
  ["Database fuori servizio su db-1", "Database fuori servizio su D B 1."],
  ["CRITICO: HTTP 503 da checkout-svc da 5 min", "Critico: H T T P 5 0 3 da checkout servizio da 5 minuti."],
  ["** PROBLEMA: l'host web-01 è DOWN **", "Problema: l'host web 0 1 è fuori servizio."],
  [
    "Utilizzo CPU su web-02.prod al 97,3 % (soglia 90 %)",
    "Utilizzo C P U su web 0 2 produzione al 97 virgola 3 per cento, soglia 90 per cento.",
  ],
  ["Il disco /var/lib/postgresql/data è al 91,5 %", "Il disco postgres data è al 91 virgola 5 per cento."],
  [
    "Coda orders.queue: 1.234.567 messaggi in attesa",
    "Coda orders queue: 1 virgola 2 milioni messaggi in attesa.",
  ],
  ["La latenza passa da 120ms -> 1,2s", "La latenza passa da 120 millisecondi a 1 virgola 2 secondi."],
  ["Errore alle 14:05 nel servizio auth-service", "Errore alle 14 e 5 nel servizio autenticazione service."],
  ["Backup in ritardo da 1h30m", "Backup in ritardo da un'ora 30 minuti."],
  ["Prema 9 per fermare queste chiamate. Disco pieno.", "Disco pieno."],
  ["Chiami il 02 1234567", "Chiami il."],
  [
    "Il certificato di www.negozio.example.it scade il 25/11/2026",
    "Il certificato di negozio example scade il 25 novembre.",
  ],
  [
    "Temperatura in sala server: 31,5 °C > 28 °C",
    "Temperatura in sala server: 31 virgola 5 gradi supera 28 gradi.",
  ],
  ["Password: segreta123 errata per anna@example.it", "Password oscurata errata per indirizzo mail."],
  [
    "Connessione a 10.0.0.12:5432 rifiutata",
    "Connessione a indirizzo 10 punto 0 punto 0 punto 12 porta 5432 rifiutata.",
  ],
  [
    "Nessun ping da 192.168.1.1 dal 22/11/2026 03:15",
    "Nessun ping da indirizzo 192 punto 168 punto 1 punto 1 dal 22 novembre, 3 e 15.",
  ],
  ["UPS a batteria, autonomia 1 min", "U P S a batteria, autonomia un minuto."],
];

/** English ones, for somebody who listens in Italian. */
const ENGLISH: readonly [text: string, words: string][] = [
  [
    "p99 latency 5xx on api-eu-west-1 > 2.5s (CRIT) https://grafana… node-03.prod 10.0.0.12",
    "P 99 latenza, 5 ics ics, su A P I E U west 1 supera 2 virgola 5 secondi, critico. Link verso grafana. Node 0 3 produzione. Indirizzo 10 punto 0 punto 0 punto 12.",
  ],
  ["database primary is down on db-1", "Database primario è fuori servizio su D B 1."],
  [
    "[FIRING:1] HighCPUUsage (node-exporter prod-web-02 critical)",
    "Allarme attivo 1, utilizzo C P U alto, node exporter produzione web 0 2 critico.",
  ],
  [
    "[RESOLVED] Disk usage on /var/lib/postgresql/data is 91.5% (threshold 90%)",
    "Risolto, utilizzo del disco su postgres data è 91 virgola 5 per cento, soglia 90 per cento.",
  ],
  ["CRITICAL: HTTP 503 from checkout-svc for 5m", "Critico: H T T P 5 0 3 da checkout servizio da 5 minuti."],
  [
    "Pod payment-api-7d9f8b6c5d-x2x4z OOMKilled in namespace k8s-prod",
    "Pod payment A P I terminato, memoria esaurita in namespace kubernetes produzione.",
  ],
  [
    "CrashLoopBackOff: pod billing-worker-5f6d7c8b9-abcde restarted 14 times",
    "Va in crash di continuo: pod billing worker riavviato 14 volte.",
  ],
  ["We hit 500 errors in the last 5 minutes", "Abbiamo 500 errori negli ultimi 5 minuti."],
  ["Press 9 to stop these calls. Disk is full.", "Il disco è pieno."],
  [
    "SSL certificate for www.shop.example.com expires in 3 days (2026-11-25)",
    "Certificato S S L per shop example scade tra 3 giorni, 25 novembre.",
  ],
  [
    "Error at 2026-11-22T14:05:33.123Z in auth-service",
    "Errore il 22 novembre, 14 e 5 U T C in autenticazione service.",
  ],
  [
    "Memory 1.9GiB/2GiB used on redis-cache-01",
    "Memoria 1 virgola 9 gigabyte su 2 gigabyte usati su redis cache 0 1.",
  ],
  [
    "Queue depth 12,345,678 > 1,000,000 on orders.queue",
    "Lunghezza della coda 12 virgola 3 milioni supera un milione su orders queue.",
  ],
  ["Latency rose from 120ms -> 1.2s", "Latenza passa da 120 millisecondi a 1 virgola 2 secondi."],
  [
    '<b>Alert</b>: <a href="https://x.example/y">CPU load</a> is high &amp; rising',
    "Allarme: carico C P U è sopra la norma e in aumento.",
  ],
  [
    "password=hunter2secret login failed for bob@example.com",
    "Password oscurata login fallito per indirizzo mail.",
  ],
  ["Request 550e8400-e29b-41d4-a716-4466554406c5 failed", "Richiesta identificativo finale 6 C 5 fallito."],
  ["Temperature -5.5°C in rack A12", "Temperatura meno 5 virgola 5 gradi in rack A 12."],
  ['Job "nightly-backup" failed with exit code 137', "Job nightly backup fallito con codice di uscita 137."],
  [
    "PostgreSQL replication lag 45s on pg-replica-2.eu-central-1",
    "Postgres ritardo di replica 45 secondi su P G replica 2 E U central 1.",
  ],
  [
    "ping 8.8.8.8: 80% packet loss",
    "Ping indirizzo 8 punto 8 punto 8 punto 8: 80 per cento di perdita di pacchetti.",
  ],
  ["UPS on battery power, 1 minute remaining", "U P S alimentato a batteria, manca un minuto."],
  [
    "Deployment web-frontend has 2 of 5 replicas available",
    "Deployment web frontend ha 2 repliche disponibili su 5.",
  ],
  ["5xx rate above 1% for 10min", "Tasso di 5 ics ics sopra 1 per cento da 10 minuti."],
  ["Host web-01 is unreachable", "Host web 0 1 è irraggiungibile."],
  ["No data from sensor cold-room-3 for 15 minutes", "Nessun dato da sensore cold room 3 da 15 minuti."],
  ["Job etl-daily did not finish within 2 hours", "Job etl daily non è terminato entro 2 ore."],
  ["Node worker-4 is not ready (memory pressure)", "Nodo worker 4 non è pronto, pressione di memoria."],
];

describe("Italian words", () => {
  it.each(OWN)("%s", (text, words) => {
    expect(speakable(text, { language: "it", maxCharacters: 240 })).toBe(words);
  });

  it.each(ENGLISH)("from English: %s", (text, words) => {
    expect(speakable(text, { language: "it", maxCharacters: 240 })).toBe(words);
  });
});
