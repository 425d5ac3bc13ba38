// The name of a migration's class, from what its author said it is for.

/** How long the readable part may become. */
const limit = 40;

/** Letters that are not a plain letter with a mark on it. */
const spelled: Readonly<Record<string, string>> = {
  æ: "ae",
  Æ: "Ae",
  œ: "oe",
  Œ: "Oe",
  ø: "o",
  Ø: "O",
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
  ß: "ss",
};

/** `Add transactions` and `1763797200000` → `AddTransactions1763797200000`: an ASCII identifier, whatever the message. */
export function classNameOf(message: string, id: string): string {
  const words = folded(message).match(/[A-Za-z0-9]+/g) ?? [];
  const name = cut(words.map(capitalised));
  return /^[A-Z]/.test(name) ? `${name}${id}` : `Migration${name}${id}`;
}

function folded(message: string): string {
  return message
    .replace(/[æÆœŒøØłŁđĐß]/g, (letter) => spelled[letter] ?? letter)
    .normalize("NFKD")
    .replace(/[\p{Mn}'’]/gu, "");
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** As many whole words as there is room for. */
function cut([first = "", ...rest]: readonly string[]): string {
  let name = first.slice(0, limit);
  for (const word of rest) {
    if (name.length + word.length > limit) break;
    name += word;
  }
  return name;
}
