package acp.server;

import acp.cli.Commands;
import acp.model.Credentials;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The user's keys, for the commands that change them. */
final class KeyFile implements Commands.Keys {
  /** Longer than any key; what is longer is something else. */
  private static final int MAX_KEY_BYTES = 4096;

  private final Path file;
  private final InputStream in;
  private final Credentials credentials;

  KeyFile(Path file, InputStream in) {
    this.file = file;
    this.in = in;
    this.credentials = new Credentials(Map.of(), file);
  }

  @Override
  @SuppressWarnings("SystemConsoleNull") // it may be null: our runtime has no module for consoles
  public @Nullable String ask(String question) {
    Console console = System.console();
    if (console != null && console.isTerminal()) {
      char[] typed = console.readPassword("%s", question);
      return typed == null ? null : new String(typed);
    }
    try {
      byte[] bytes = in.readNBytes(MAX_KEY_BYTES);
      return new String(bytes, StandardCharsets.UTF_8).lines().findFirst().orElse(null);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void store(String key) {
    credentials.store(Credentials.OPENAI_KEY, key);
  }

  @Override
  public void remove() {
    credentials.remove(Credentials.OPENAI_KEY);
  }

  @Override
  public Path place() {
    return file;
  }
}
