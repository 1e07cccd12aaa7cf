package acp.mcp;

import acp.session.ToolServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What a session has of one server: the connection, or the attempt at one, or the reason why there
 * is none. One that is lost is tried again when a turn needs it; one that could not be connected
 * too, but not before some time has passed. Thread-safe.
 */
final class Link {
  private static final Logger log = LoggerFactory.getLogger(Link.class);
  private static final int MOST_DOUBLINGS = 6;

  private final ToolServer server;
  private final String cwd;
  private final Map<String, String> environment;
  private final Patience patience;

  private final Sinks.Empty<Void> closing = Sinks.empty();

  private @Nullable Mono<Live> attempt;
  private @Nullable Live live;
  private String why = "";
  private int failures;
  private long begun;
  private long notBefore = System.nanoTime();
  private boolean closed;

  Link(ToolServer server, String cwd, Map<String, String> environment, Patience patience) {
    this.server = server;
    this.cwd = cwd;
    this.environment = environment;
    this.patience = patience;
  }

  String name() {
    return server.name();
  }

  /** The connection; null while there is none. */
  synchronized @Nullable Live live() {
    return live;
  }

  /** Why it is not connected, in a sentence; empty if it is. */
  synchronized String trouble() {
    if (live != null) {
      return "";
    }
    return attempt == null || failures > 0
        ? why
        : "It has not answered within "
            + patience.turn().toSeconds()
            + " s; its tools are there as soon as it does.";
  }

  /** Connects in the background, if it is time for that. */
  synchronized void connect() {
    if (closed || live != null || attempt != null || System.nanoTime() - notBefore < 0) {
      return;
    }
    begun = System.nanoTime();
    Mono<Live> opening =
        Live.open(server, cwd, environment, patience)
            .timeout(
                patience.connect(),
                Mono.error(
                    () ->
                        new Trouble(
                            "It did not answer within " + patience.connect().toSeconds() + " s.")))
            .doOnNext(this::connected)
            .doOnError(this::failed)
            .takeUntilOther(closing.asMono())
            .cache();
    attempt = opening;
    opening.subscribe(_ -> {}, _ -> {});
  }

  /**
   * Done when it is connected, or cannot be, or is not to be waited for any longer. Only what has
   * not failed before is waited for: a dead server costs the first turn some time, and no other.
   */
  Mono<Void> settled() {
    return Mono.defer(
        () -> {
          connect();
          return waiting();
        });
  }

  private synchronized Mono<Void> waiting() {
    Mono<Live> current = attempt;
    long left = patience.turn().toNanos() - (System.nanoTime() - begun);
    if (current == null || failures > 0 || left <= 0) {
      return Mono.empty();
    }
    return current.then().timeout(Duration.ofNanos(left), Mono.empty()).onErrorComplete();
  }

  private void connected(Live opened) {
    boolean late;
    synchronized (this) {
      late = closed;
      if (!late) {
        attempt = null;
        live = opened;
        failures = 0;
      }
    }
    if (late) {
      opened.close();
      return;
    }
    log.info("MCP server {} is connected, with {} tools", name(), opened.offers().size());
    opened.lost().subscribe(reason -> lost(opened, reason));
  }

  private synchronized void failed(Throwable failure) {
    attempt = null;
    why = failure instanceof Trouble known ? known.sentence() : "It could not be connected.";
    notBefore =
        System.nanoTime() + (patience.retry().toNanos() << Math.min(failures, MOST_DOUBLINGS));
    failures++;
    log.warn("MCP server {} is not connected. {}", name(), why);
  }

  private synchronized void lost(Live ended, String reason) {
    if (ended.equals(live)) {
      live = null;
      why = reason;
      notBefore = System.nanoTime();
      log.warn("MCP server {} is lost. {}", name(), reason);
    }
  }

  /** Its tools; none while it is not connected. */
  List<McpTool> tools() {
    Live current = live();
    return current == null
        ? List.of()
        : current.offers().stream().map(offer -> new McpTool(this, offer)).toList();
  }

  /** Ends the connection, or the attempt at one, for good. Returns at once. */
  void close() {
    Live open;
    synchronized (this) {
      closed = true;
      open = live;
      live = null;
      why = "It was closed.";
    }
    closing.tryEmitEmpty(); // a second time it is told so and that is all
    if (open != null) {
      open.close();
    }
  }
}
