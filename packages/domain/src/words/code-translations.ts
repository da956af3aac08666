import { POLISH } from "./code-prompts-pl.ts";
import { PORTUGUESE } from "./code-prompts-pt.ts";
import { UKRAINIAN } from "./code-prompts-uk.ts";
import type { CodeLanguage, CodePrompt } from "./code-prompts.ts";

/**
 * What the prompts of code calls say in other languages than English; recorded as those of `prompts.ts` are. Each names
 * CallPing first and holds no customer's text.
 */
export const TRANSLATIONS: Record<Exclude<CodeLanguage, "en">, Record<CodePrompt, string>> = {
  de: {
    callping: "CallPing.",
    0: "null",
    1: "eins",
    2: "zwei",
    3: "drei",
    4: "vier",
    5: "fünf",
    6: "sechs",
    7: "sieben",
    8: "acht",
    9: "neun",
    "code-verify":
      "Diese Nummer wurde bei CallPing für Alarme einer Überwachung angegeben. Wenn Sie das waren, ist hier Ihr Code. Sagen Sie ihn niemandem.",
    "code-stop":
      "Jemand möchte, dass CallPing diese Nummer nie wieder anruft. Wenn Sie das waren, ist hier Ihr Code. Sagen Sie ihn niemandem.",
    "code-return":
      "Jemand möchte, dass CallPing diese Nummer wieder anrufen darf. Wenn Sie das waren, ist hier Ihr Code. Sagen Sie ihn niemandem.",
    "code-again": "Noch einmal.",
    "code-menu":
      "Drücken Sie Stern, um ihn noch einmal zu hören. Wenn Sie diesen Anruf nicht wollten, drücken Sie die 9.",
    "agree-ask":
      "Ein Team möchte diese Nummer anrufen, wenn seine Überwachung ein Problem meldet. Die Nummer dieses Teams bei CallPing ist:",
    "agree-menu":
      "Drücken Sie 1, um zuzustimmen, 2, um abzulehnen, Stern, um es noch einmal zu hören. Wenn Sie keine solchen Anrufe wollen, drücken Sie die 9.",
    agreed: "Danke. Sie haben zugestimmt. Mit der 9 können Sie diese Anrufe jederzeit beenden.",
    refused: "Sie haben nicht zugestimmt. Die Alarme dieses Teams rufen Sie nicht an.",
    "opt-out-confirm":
      "Drücken Sie noch einmal die 9, und diese Organisation ruft diese Nummer nie wieder an.",
    "opted-out": "Erledigt. Diese Organisation ruft diese Nummer nicht mehr an.",
    help: "CallPing ruft an, wenn die Überwachung eines Teams ein Problem meldet. Sie erreichen uns unter callping Punkt app, Schrägstrich contact. Um solche Anrufe zu beenden, drücken Sie die 9.",
    "wrong-key": "Diese Taste hat hier keine Funktion.",
    "not-recorded": "Das wurde nicht gespeichert. Bitte drücken Sie die Taste noch einmal.",
    goodbye: "Auf Wiederhören.",
  },
  es: {
    callping: "CallPing.",
    0: "cero",
    1: "uno",
    2: "dos",
    3: "tres",
    4: "cuatro",
    5: "cinco",
    6: "seis",
    7: "siete",
    8: "ocho",
    9: "nueve",
    "code-verify":
      "Este número se indicó en CallPing para recibir alertas. Si fue usted, este es su código. No se lo diga a nadie.",
    "code-stop":
      "Alguien pidió que CallPing no llame nunca más a este número. Si fue usted, este es su código. No se lo diga a nadie.",
    "code-return":
      "Alguien pidió que CallPing pueda volver a llamar a este número. Si fue usted, este es su código. No se lo diga a nadie.",
    "code-again": "Otra vez.",
    "code-menu": "Pulse asterisco para oírlo de nuevo. Si no pidió esta llamada, pulse 9.",
    "agree-ask":
      "Un equipo pide llamar a este número cuando su monitorización avise de un problema. El número de ese equipo en CallPing es:",
    "agree-menu":
      "Pulse 1 para aceptar, 2 para rechazar, o asterisco para repetir. Si no quiere estas llamadas, pulse 9.",
    agreed: "Gracias. Ha aceptado estas llamadas. Pulse 9 en cualquiera de ellas para que terminen.",
    refused: "No ha aceptado. Las alertas de este equipo no le llamarán.",
    "opt-out-confirm": "Pulse 9 otra vez, y esta organización no llamará nunca más a este número.",
    "opted-out": "Hecho. Esta organización no volverá a llamar a este número.",
    help: "CallPing llama cuando la monitorización de un equipo avisa de un problema. Nos encuentra en callping punto app, barra contact. Para que terminen estas llamadas, pulse 9.",
    "wrong-key": "Esa tecla no hace nada aquí.",
    "not-recorded": "No se ha guardado. Pulse la tecla otra vez.",
    goodbye: "Adiós.",
  },
  fr: {
    callping: "CallPing.",
    0: "zéro",
    1: "un",
    2: "deux",
    3: "trois",
    4: "quatre",
    5: "cinq",
    6: "six",
    7: "sept",
    8: "huit",
    9: "neuf",
    "code-verify":
      "Ce numéro a été donné à CallPing pour recevoir des alertes. Si c'était vous, voici votre code. Ne le dites à personne.",
    "code-stop":
      "Quelqu'un demande que CallPing n'appelle plus jamais ce numéro. Si c'était vous, voici votre code. Ne le dites à personne.",
    "code-return":
      "Quelqu'un demande que CallPing puisse de nouveau appeler ce numéro. Si c'était vous, voici votre code. Ne le dites à personne.",
    "code-again": "Encore une fois.",
    "code-menu":
      "Appuyez sur étoile pour le réentendre. Si vous n'avez pas demandé cet appel, appuyez sur 9.",
    "agree-ask":
      "Une équipe demande à appeler ce numéro quand sa surveillance signale un problème. Le numéro de cette équipe chez CallPing est :",
    "agree-menu":
      "Appuyez sur 1 pour accepter, sur 2 pour refuser, sur étoile pour répéter. Si vous ne voulez pas de ces appels, appuyez sur 9.",
    agreed: "Merci. Vous avez accepté ces appels. Appuyez sur 9 pendant l'un d'eux pour les arrêter.",
    refused: "Vous n'avez pas accepté. Les alertes de cette équipe ne vous appelleront pas.",
    "opt-out-confirm": "Appuyez encore sur 9, et cette organisation n'appellera plus jamais ce numéro.",
    "opted-out": "C'est fait. Cette organisation n'appellera plus ce numéro.",
    help: "CallPing appelle quand la surveillance d'une équipe signale un problème. Pour nous joindre : callping point app, barre contact. Pour arrêter ces appels, appuyez sur 9.",
    "wrong-key": "Cette touche ne fait rien ici.",
    "not-recorded": "Cela n'a pas été enregistré. Appuyez encore une fois sur la touche.",
    goodbye: "Au revoir.",
  },
  it: {
    callping: "CallPing.",
    0: "zero",
    1: "uno",
    2: "due",
    3: "tre",
    4: "quattro",
    5: "cinque",
    6: "sei",
    7: "sette",
    8: "otto",
    9: "nove",
    "code-verify":
      "Questo numero è stato indicato a CallPing per ricevere allarmi. Se è stato lei, ecco il suo codice. Non lo dica a nessuno.",
    "code-stop":
      "Qualcuno ha chiesto che CallPing non chiami mai più questo numero. Se è stato lei, ecco il suo codice. Non lo dica a nessuno.",
    "code-return":
      "Qualcuno ha chiesto che CallPing possa di nuovo chiamare questo numero. Se è stato lei, ecco il suo codice. Non lo dica a nessuno.",
    "code-again": "Ancora una volta.",
    "code-menu": "Prema asterisco per riascoltarlo. Se non ha chiesto questa chiamata, prema 9.",
    "agree-ask":
      "Un gruppo chiede di chiamare questo numero quando il suo monitoraggio segnala un problema. Il numero di quel gruppo presso CallPing è:",
    "agree-menu":
      "Prema 1 per accettare, 2 per rifiutare, asterisco per ripetere. Se non vuole queste chiamate, prema 9.",
    agreed: "Grazie. Ha accettato queste chiamate. Prema 9 in una di esse per farle cessare.",
    refused: "Non ha accettato. Gli allarmi di questo gruppo non la chiameranno.",
    "opt-out-confirm": "Prema ancora 9, e questa organizzazione non chiamerà mai più questo numero.",
    "opted-out": "Fatto. Questa organizzazione non chiamerà più questo numero.",
    help: "CallPing chiama quando il monitoraggio di un gruppo segnala un problema. Ci trova su callping punto app, barra contact. Per far cessare queste chiamate, prema 9.",
    "wrong-key": "Questo tasto qui non fa nulla.",
    "not-recorded": "Non è stato registrato. Prema ancora il tasto.",
    goodbye: "Arrivederci.",
  },
  pl: POLISH,
  pt: PORTUGUESE,
  uk: UKRAINIAN,
};
