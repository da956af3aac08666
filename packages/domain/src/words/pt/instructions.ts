import type { InstructionWords } from "../instruction-words.ts";

export const INSTRUCTIONS: InstructionWords = {
  press: "pression(?:e|a|ar|em)|apert(?:e|ar|em)",
  dial: "digit(?:e|ar|em)|disqu(?:e|em)|discar|disc(?:a)|toque|tecle",
  enter:
    "carregu(?:e|em)|carregar|aperta|prima|marqu(?:e|em)|cliqu(?:e|em)|clica|introduza|insira|diga|escolha",
  between: "o|para|a|os|as|um|uma|em|na|no|tecla|botão|botao|número|numero|dígito|por favor|agora",
  keys: "zero|um|dois|três|tres|quatro|cinco|seis|sete|oito|nove|dez|asterisco|estrela|cardinal|jogo da velha",
  after: "para|e|ou|agora|se|duas vezes|novamente",
  polite: "por favor|depois|agora|então|pode|deve",
  call: "ligue|ligar|chame|disque|telefone",
};
