import { describe, expect, it } from "vitest";
import { speakable } from "./speakable.ts";

/** Alert texts in Portuguese (invented) and what a person would say. Read aloud before a line is changed. */
const OWN: readonly [text: string, words: string][] = [
  ["Base de dados fora de serviço em db-1", "Base de dados fora de serviço em D B 1."],
  ["CRÍTICO: HTTP 503 em checkout-svc há 5 min", "Crítico: H T T P 5 0 3 em checkout serviço há 5 minutos."],
  ["** PROBLEMA: o host web-01 está DOWN **", "Problema: o host web 0 1 está fora de serviço."],
  [
    "Uso de CPU em web-02.prod a 97,3 % (limite 90 %)",
    "Uso de C P U em web 0 2 produção a 97 vírgula 3 por cento, limite 90 por cento.",
  ],
  ["O disco /var/lib/postgresql/data está a 91,5 %", "O disco postgres data está a 91 vírgula 5 por cento."],
  [
    "Fila orders.queue: 1.234.567 mensagens pendentes",
    "Fila orders queue: 1 vírgula 2 milhão mensagens pendentes.",
  ],
  ["A latência subiu de 120ms -> 1,2s", "A latência subiu de 120 milissegundos para 1 vírgula 2 segundo."],
  ["Erro às 14h05 no serviço auth-service", "Erro às 14 horas e 5 no serviço autenticação service."],
  ["Backup atrasado há 2h30m", "Backup atrasado há duas horas 30 minutos."],
  ["Pressione 9 para cancelar estas chamadas. Disco cheio.", "Disco cheio."],
  ["Ligue para (11) 91234-5678 agora", "Ligue para agora."],
  [
    "Certificado de www.loja.example.com.br expira em 25/11/2026",
    "Certificado de loja example expira em 25 de novembro.",
  ],
  ["Temperatura na sala: 31,5 °C > 28 °C", "Temperatura na sala: 31 vírgula 5 graus está acima de 28 graus."],
  ["Senha: secreta123 incorreta para ana@example.com.br", "Senha oculta incorreta para correio eletrônico."],
  [
    "Conexão com 10.0.0.12:5432 recusada",
    "Conexão com endereço 10 ponto 0 ponto 0 ponto 12 porta 5432 recusada.",
  ],
  [
    "Sem resposta de 192.168.1.1 desde 22/11/2026 03:15",
    "Sem resposta de endereço 192 ponto 168 ponto 1 ponto 1 desde 22 de novembro, 3 horas e 15.",
  ],
  ["Nobreak com bateria, autonomia 1 min", "Nobreak com bateria, autonomia um minuto."],
];

/** English ones, for somebody who listens in Portuguese. */
const ENGLISH: readonly [text: string, words: string][] = [
  [
    "p99 latency 5xx on api-eu-west-1 > 2.5s (CRIT) https://grafana… node-03.prod 10.0.0.12",
    "P 99 latência, 5 xis xis, em A P I E U west 1 está acima de 2 vírgula 5 segundos, crítico. Link para grafana. Node 0 3 produção. Endereço 10 ponto 0 ponto 0 ponto 12.",
  ],
  ["database primary is down on db-1", "Base de dados principal está fora de serviço em D B 1."],
  [
    "[FIRING:1] HighCPUUsage (node-exporter prod-web-02 critical)",
    "Alerta ativo 1, uso de C P U alto, node exporter produção web 0 2 crítico.",
  ],
  [
    "[RESOLVED] Disk usage on /var/lib/postgresql/data is 91.5% (threshold 90%)",
    "Resolvido, uso de disco em postgres data está 91 vírgula 5 por cento, limite 90 por cento.",
  ],
  ["CRITICAL: HTTP 503 from checkout-svc for 5m", "Crítico: H T T P 5 0 3 de checkout serviço há 5 minutos."],
  [
    "Pod payment-api-7d9f8b6c5d-x2x4z OOMKilled in namespace k8s-prod",
    "Pod payment A P I encerrado, sem memória em namespace kubernetes produção.",
  ],
  [
    "CrashLoopBackOff: pod billing-worker-5f6d7c8b9-abcde restarted 14 times",
    "Cai repetidamente: pod billing worker reiniciado 14 vezes.",
  ],
  ["We hit 500 errors in the last 5 minutes", "Tivemos 500 erros nos últimos 5 minutos."],
  ["Press 9 to stop these calls. Disk is full.", "O disco está cheio."],
  [
    "SSL certificate for www.shop.example.com expires in 3 days (2026-11-25)",
    "Certificado S S L para shop example expira em 3 dias, 25 de novembro.",
  ],
  [
    "Error at 2026-11-22T14:05:33.123Z in auth-service",
    "Erro em 22 de novembro, 14 horas e 5 U T C em autenticação service.",
  ],
  [
    "Memory 1.9GiB/2GiB used on redis-cache-01",
    "Memória 1 vírgula 9 gigabyte de 2 gigabytes usados em redis cache 0 1.",
  ],
  [
    "Queue depth 12,345,678 > 1,000,000 on orders.queue",
    "Tamanho da fila 12 vírgula 3 milhões está acima de um milhão em orders queue.",
  ],
  ["Latency rose from 120ms -> 1.2s", "Latência subiu de 120 milissegundos para 1 vírgula 2 segundo."],
  [
    '<b>Alert</b>: <a href="https://x.example/y">CPU load</a> is high &amp; rising',
    "Alerta: carga de C P U está acima do normal e em alta.",
  ],
  [
    "password=hunter2secret login failed for bob@example.com",
    "Senha oculta o login falhou para correio eletrônico.",
  ],
  ["Request 550e8400-e29b-41d4-a716-4466554406c5 failed", "Requisição identificador final 6 C 5 falhou."],
  ["Temperature -5.5°C in rack A12", "Temperatura menos 5 vírgula 5 graus em rack A 12."],
  ['Job "nightly-backup" failed with exit code 137', "Tarefa nightly backup falhou com código de saída 137."],
  [
    "PostgreSQL replication lag 45s on pg-replica-2.eu-central-1",
    "Postgres atraso de replicação 45 segundos em P G replica 2 E U central 1.",
  ],
  [
    "ping 8.8.8.8: 80% packet loss",
    "Ping endereço 8 ponto 8 ponto 8 ponto 8: 80 por cento de perda de pacotes.",
  ],
  ["UPS on battery power, 1 minute remaining", "No break com bateria, resta um minuto."],
  [
    "Deployment web-frontend has 2 of 5 replicas available",
    "Deployment web frontend tem 2 de 5 réplicas disponíveis.",
  ],
  ["5xx rate above 1% for 10min", "Taxa de 5 xis xis acima de 1 por cento há 10 minutos."],
  ["Host web-01 is unreachable", "Host web 0 1 está inacessível."],
  ["No data from sensor cold-room-3 for 15 minutes", "Sem dados de sensor cold room 3 há 15 minutos."],
  ["Job etl-daily did not finish within 2 hours", "Tarefa etl daily não terminou em duas horas."],
  ["Node worker-4 is not ready (memory pressure)", "Nó worker 4 não está pronto, pressão de memória."],
];

describe("Portuguese words", () => {
  it.each(OWN)("%s", (text, words) => {
    expect(speakable(text, { language: "pt", maxCharacters: 240 })).toBe(words);
  });

  it.each(ENGLISH)("from English: %s", (text, words) => {
    expect(speakable(text, { language: "pt", maxCharacters: 240 })).toBe(words);
  });
});
