/** What helps where the server did not ask for consent again: the second word of that `skip`. */
export const waysToAskAgain = 'consent_parameters that make the server ask again, or a client that needs consent each time'
