// An example of each command, as its help shows it.

const examples: Readonly<Record<string, string>> = {
  init: "init --scripts",
  revision: 'revision --autogenerate -m "Full names" -d src/data-source.ts',
  check: "check -v -d src/data-source.ts",
  upgrade: "upgrade head -d src/data-source.ts",
  downgrade: "downgrade -1 -d src/data-source.ts",
  current: "current --check-heads -d src/data-source.ts",
  history: "history -r -3:current -d src/data-source.ts",
  heads: "heads -d src/data-source.ts",
  branches: "branches -v -d src/data-source.ts",
  show: "show head --sql -d src/data-source.ts",
  merge: 'merge -m "Join" -d src/data-source.ts',
  stamp: "stamp head --purge -d src/data-source.ts",
  edit: "edit head -d src/data-source.ts",
  doctor: "doctor --scratch -d src/data-source.ts",
  completion: "completion bash >> ~/.bashrc",
};

/** What follows the flags in the help of a command. */
export const exampleOf = (command: string): string =>
  `\nExample:\n  npx typeorm-autogenerate ${examples[command] ?? command}`;
