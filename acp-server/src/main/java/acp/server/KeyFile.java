package acp.server;

import acp.cli.Commands;
import acp.model.Credentials;
import acp.model.Provider;
import acp.model.Providers;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The user's keys, for the commands that change them. */
final class KeyFile implements Commands.Keys {
  /** Longer than any key; what is longer is something else. */
  private static final int MAX_KEY_BYTES = 4096;

  private final Path file;
  private final InputStream in;
  private final boolean terminal;
  private final Credentials credentials;
  private final Supplier<Providers> providers;

  /**
   * @param in read where there is no terminal to ask on
   * @param terminal true if {@code in} is one, which shows what is typed
   * @param providers whose keys there may be; asked only by commands that need it
   */
  KeyFile(Path file, InputStream in, boolean terminal, Supplier<Providers> providers) {
    this.file = file;
    this.in = in;
    this.terminal = terminal;
    this.credentials = new Credentials(Map.of(), file);
    this.providers = providers;
  }

  @Override
  @SuppressWarnings("SystemConsoleNull") // it may be null: our runtime has no module for consoles
  public @Nullable String ask(String question) {
    Console console = System.console();
    if (console != null && console.isTerminal()) {
      char[] typed = console.readPassword("%s", question);
      return typed == null ? null : new String(typed);
    }
    if (terminal) {
      throw new IllegalArgumentException(
          "the key would be seen: run this without redirecting its output, or pipe the key in");
    }
    try {
      return line();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The first line; whoever writes it need not close its end. Null if there is none. */
  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      line.write(next);
      if (line.size() > MAX_KEY_BYTES) {
        throw new IllegalArgumentException("this is too long for a key, and nothing was changed");
      }
      next = in.read();
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public List<Commands.Owner> owners() {
    return providers.get().all().stream().map(KeyFile::owner).toList();
  }

  @Override
  public Commands.@Nullable Owner ownerOf(String key) {
    Provider provider = providers.get().byKey(key);
    return provider == null ? null : owner(provider);
  }

  private static Commands.Owner owner(Provider provider) {
    return new Commands.Owner(provider.id(), provider.title(), provider.keyNames());
  }

  @Override
  public void store(Commands.Owner owner, String key) {
    credentials.store(owner.keyNames().getFirst(), key);
  }

  @Override
  public void remove(Commands.Owner owner) {
    owner.keyNames().forEach(credentials::remove);
  }

  @Override
  public Path place() {
    return file;
  }
}
