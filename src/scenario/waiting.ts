import { NoVerdict } from './errors.ts'

/** An hour. Lifetimes may be days, and no run should last that long because somebody wrote down the truth. */
const patience = 3600

/** Lets time pass: on the server's own clock where it can be set ahead, else really, as long as somebody would wait for it. */
export const waiting =
  (pause: (seconds: number) => Promise<void>, advance?: (seconds: number) => unknown) =>
  async (seconds: number): Promise<void> => {
    if (advance) await advance(seconds)
    else if (seconds <= patience) await pause(seconds)
    else
      throw new NoVerdict(
        'skip',
        `it would wait for ${Math.round(seconds / 360) / 10} hours`,
        'a server with shorter lifetimes, and `declares` that says so',
      )
  }
