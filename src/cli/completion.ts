// Scripts by which a shell completes commands and flags, made of the definitions of the commands.
import type { Command } from "commander";

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

const name = "typeorm-autogenerate";

interface Entry {
  readonly command: string;
  readonly description: string;
  readonly flags: readonly { flag: string; description: string }[];
}

/** The script for a shell to read. */
export function completionFor(shell: Shell, program: Command): string {
  const entries = program.commands.map(entryOf);
  switch (shell) {
    case "bash":
      return bash(entries);
    case "zsh":
      // Zsh takes scripts of bash once it is told to, and completes at all only where something has begun it.
      return `(( $+functions[compdef] )) || { autoload -U compinit && compinit; }\nautoload -U +X bashcompinit && bashcompinit\n${bash(entries)}`;
    case "fish":
      return fish(entries);
  }
}

const entryOf = (command: Command): Entry => ({
  command: command.name(),
  description: command.description(),
  flags: command.options
    .filter(({ hidden }) => !hidden)
    .flatMap(({ long, description }) =>
      long ? [{ flag: long, description }] : [],
    ),
});

function bash(entries: readonly Entry[]): string {
  const cases = entries.map(
    ({ command, flags }) =>
      `    ${command}) words="${flags.map(({ flag }) => flag).join(" ")}" ;;`,
  );
  return `_typeorm_autogenerate() {
  local here="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" words
  case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${entries.map(({ command }) => command).join(" ")}"
  fi
  case "$before" in
    -d|--data-source|--env-file|--directory|--answers) COMPREPLY=($(compgen -f -- "$here")) ;;
    *) COMPREPLY=($(compgen -W "$words" -- "$here")) ;;
  esac
}
complete -o default -F _typeorm_autogenerate ${name}
`;
}

function fish(entries: readonly Entry[]): string {
  const lines = entries.flatMap(({ command, description, flags }) => [
    `complete -c ${name} -n __fish_use_subcommand -f -a ${command} -d ${quoted(description)}`,
    ...flags.map(
      ({ flag, description: words }) =>
        `complete -c ${name} -n '__fish_seen_subcommand_from ${command}' -l ${flag.slice(2)} -d ${quoted(words)}`,
    ),
  ]);
  return `${lines.join("\n")}\n`;
}

const quoted = (text: string): string =>
  `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
