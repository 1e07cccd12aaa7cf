package acp.surface;

import acp.protocol.AcpException;
import acp.rpc.Handlers;
import acp.rpc.Handshake;
import acp.rpc.Json;
import acp.rpc.Peer;
import acp.session.Sessions;
import acp.transport.Transport;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One conversation with one editor. Its first request chooses the version, by the one field that
 * all versions share; from then on it is that version's. Until that is answered, nothing beyond
 * this class, the codec and the transport is loaded, because the editor waits for it.
 */
public final class Connection {
  /**
   * How long the end of a conversation may take. Editors wait 1.5 s after SIGTERM at most before
   * they kill.
   */
  private static final Duration FAREWELL = Duration.ofMillis(1200);

  private final Peer peer;
  private final Surface surface;
  private final Handlers extensions;
  private final Supplier<Sessions> sessions;
  private final Runnable ready;
  private final Runnable gone;
  private final AtomicBoolean ending = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Json initialize;

  /**
   * A connection over {@code transport}, on which nothing has been read yet.
   *
   * @param surface the one version there is
   * @param extensions our own methods, which are the same in every version: all whose names begin
   *     with {@link Beside#PREFIX}
   * @param sessions asked for when the conversation ends, if it ever began
   * @param ready called once when the first answer is out, on the reading thread; must return at
   *     once
   * @param gone called if the client no longer reads what we write, on the writing thread; must
   *     return at once. Reading may still be under way
   */
  public Connection(
      Transport transport,
      Surface surface,
      Handlers extensions,
      Supplier<Sessions> sessions,
      Runnable ready,
      Runnable gone) {
    this.surface = surface;
    this.extensions = extensions;
    this.sessions = sessions;
    this.ready = ready;
    this.gone = gone;
    this.peer = new Peer(transport, new Greeter(), this::mapper, this::handlers);
  }

  /** Serves until the editor closes its end, then {@link #end}s. On the caller's thread. */
  public void run() {
    peer.run();
    end();
  }

  /**
   * Ends the conversation: running turns are cancelled, everything that was asked is answered and
   * written, within a second or so. Later calls wait for the first.
   */
  public void end() {
    if (!ending.compareAndSet(false, true)) {
      awaitEnd();
      return;
    }
    long start = System.nanoTime();
    if (initialize != null && !peer.isIdle()) {
      Mono.when(sessions.get().closeAll(), peer.drained())
          .timeout(FAREWELL)
          .onErrorComplete()
          .block();
    }
    long left = FAREWELL.toNanos() - (System.nanoTime() - start);
    peer.close(Duration.ofNanos(Math.max(left, Duration.ofMillis(100).toNanos())));
    ended.countDown();
  }

  private void awaitEnd() {
    try {
      if (!ended.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private ObjectMapper mapper() {
    return surface.mapper();
  }

  private Handlers handlers() {
    peer.broken().subscribe(_ -> {}, _ -> {}, () -> gone.run());
    Json params = initialize;
    return new Beside(surface.handlers(peer, params == null ? Json.of("{}") : params), extensions);
  }

  /** Answers {@code initialize}. */
  private final class Greeter implements Handshake {

    @Override
    public byte[] answer(Json params) {
      requireVersion(params);
      if (initialize == null) {
        initialize = Json.of(params.toString());
      }
      return surface.greeting(params);
    }

    @Override
    public void answered() {
      ready.run();
    }
  }

  /**
   * Which number is asked for does not matter: there is one version, and the client decides what it
   * makes of that.
   */
  private static void requireVersion(Json params) {
    Json version;
    try {
      version = params.member("protocolVersion");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // it has been parsed before
    }
    if (version == null) {
      throw AcpException.invalidParams("protocolVersion", "protocolVersion is required");
    }
    String number = version.toString();
    if (number.length() > 5 || !isDigits(number) || Integer.parseInt(number) > 65535) {
      throw AcpException.invalidParams(
          "protocolVersion", "protocolVersion must be a whole number from 0 to 65535");
    }
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
