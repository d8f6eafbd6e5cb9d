// Preloaded into every child: when the launcher is gone, however it went, so is the child.
if (process.channel) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}
