// Preloaded into the command: at its end it says what the process has taken, and whether ts-morph was loaded.
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  process.stderr.write(
    JSON.stringify({
      cpu: (user + system) / 1_000_000,
      memory: process.resourceUsage().maxRSS * 1_024,
      tsMorphLoaded: Object.keys(require.cache).some((file) =>
        /[\\/]ts-morph[\\/]/.test(file),
      ),
    }),
  );
});
