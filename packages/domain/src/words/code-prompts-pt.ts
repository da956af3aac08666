import type { CodePrompt } from "./code-prompts.ts";

/** What the prompts of code calls say in Portuguese, as it is spoken in Brazil. */
export const PORTUGUESE: Record<CodePrompt, string> = {
  callping: "CallPing.",
  0: "zero",
  1: "um",
  2: "dois",
  3: "três",
  4: "quatro",
  5: "cinco",
  6: "seis",
  7: "sete",
  8: "oito",
  9: "nove",
  "code-verify":
    "Este número foi indicado à CallPing para receber alertas de monitoramento. Se o pedido foi seu, aqui está o código. Não o diga a ninguém.",
  "code-stop":
    "Alguém pediu que a CallPing nunca mais ligue para este número. Se o pedido foi seu, aqui está o código. Não o diga a ninguém.",
  "code-return":
    "Alguém pediu que a CallPing possa voltar a ligar para este número. Se o pedido foi seu, aqui está o código. Não o diga a ninguém.",
  "code-again": "Mais uma vez.",
  "code-menu": "Pressione asterisco para ouvir o código de novo. Se não pediu esta chamada, pressione 9.",
  "agree-ask":
    "Uma equipe pede para ligar para este número quando o monitoramento dela avisar de um problema. O número dessa equipe na CallPing é:",
  "agree-menu":
    "Pressione 1 para aceitar, 2 para recusar, ou asterisco para repetir. Se não quiser estas chamadas, pressione 9.",
  agreed: "Agradecemos. Você aceitou estas chamadas. Pressione 9 em qualquer uma delas para que terminem.",
  refused: "Você não aceitou. Os alertas desta equipe não vão ligar para você.",
  "opt-out-confirm": "Pressione 9 mais uma vez, e esta organização nunca mais ligará para este número.",
  "opted-out": "Pronto. Esta organização não ligará mais para este número.",
  help: "A CallPing liga quando o monitoramento de uma equipe avisa de um problema. Fale conosco em callping ponto app, barra contact. Para encerrar estas chamadas, pressione 9.",
  "wrong-key": "Essa tecla não faz nada aqui.",
  "not-recorded": "Isso não foi registrado. Pressione a tecla mais uma vez.",
  goodbye: "Até logo.",
};
