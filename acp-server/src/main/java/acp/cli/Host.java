package acp.cli;

import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command may use of the program itself: the server, started in this process. */
public interface Host {

  /**
   * Starts the server.
   *
   * @param flags its own, by name without dashes
   * @throws RuntimeException with a sentence for people if a setting cannot be used
   */
  Link start(Map<String, String> flags);

  /**
   * Looks the program over, without starting it.
   *
   * @param flags the server's own, by name without dashes
   */
  Checkup checkup(Map<String, String> flags);

  /** The user's input. */
  InputStream input();

  /** True if stderr is a terminal that shows colours. */
  boolean colours();

  /** What stdout is. */
  Screen screen();

  /**
   * What people read on.
   *
   * @param width in columns; 0 if it is no terminal, so that lines are not cut
   * @param colours true if it shows colours
   */
  record Screen(int width, boolean colours) {}

  /** One end of a conversation with the server; messages are JSON-RPC, each one text. */
  interface Link extends AutoCloseable {

    /** Sends a message; any thread. */
    void send(String message);

    /** The next message of the server's; null when there will be none. Waits. */
    @Nullable String receive() throws InterruptedException;

    /** Ends the conversation in good order: what runs is cancelled, and what was done is kept. */
    @Override
    void close();
  }
}
