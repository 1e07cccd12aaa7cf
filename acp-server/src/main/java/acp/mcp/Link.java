package acp.mcp;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * What a session has of one server: the connection, or the attempt at one, or the reason why there
 * is none. Thread-safe.
 *
 * <p>One that could never be connected is tried again when a turn needs it, but not before some
 * time has passed. One that is lost is started again by itself, later each time, until it works or
 * is given up; what it offered stays on offer meanwhile, and calls wait a bounded while for it.
 */
final class Link {
  /** How often a lost server is started again before it is given up. */
  static final int MOST_RESTARTS = 5;

  private static final Logger log = LoggerFactory.getLogger(Link.class);
  private static final int MOST_DOUBLINGS = 6;

  private final Configured server;
  private final String cwd;
  private final Map<String, String> environment;
  private final Patience patience;
  private final Runnable changed;

  private final Sinks.Empty<Void> closing = Sinks.empty();
  private final Disposable.Swap restart = Disposables.swap();

  private @Nullable Mono<Live> attempt;
  private @Nullable Live live;
  private Sinks.@Nullable One<Live> back;
  private Catalogue offered = Catalogue.EMPTY;
  private String why = "";
  private int failures;
  private int restarts;
  private long begun;
  private long since;
  private long notBefore = System.nanoTime();
  private boolean givenUp;
  private boolean closed;

  /**
   * No connection yet.
   *
   * @param cwd the session's folder
   * @param environment what a process sees besides its own variables
   * @param changed called when the server may offer something else than before; returns at once
   */
  Link(
      Configured server,
      String cwd,
      Map<String, String> environment,
      Patience patience,
      Runnable changed) {
    this.server = server;
    this.cwd = server.cwd() == null ? cwd : server.cwd();
    this.environment = environment;
    this.patience = patience.withCall(server.call());
    this.changed = changed;
  }

  String name() {
    return server.name();
  }

  boolean isTrusted() {
    return server.trusted();
  }

  /** What it offers; also while it is being started again. */
  synchronized Catalogue offers() {
    return live != null ? live.catalogue() : back != null ? offered : Catalogue.EMPTY;
  }

  /**
   * Why nothing of it is to be had.
   *
   * @param title what follows the server's name
   */
  record Absence(String title, String sentence) {}

  /** Null if it is connected, or about to be again. */
  synchronized @Nullable Absence absence() {
    if (live != null || back != null) {
      return null;
    }
    if (givenUp) {
      return new Absence("was given up", why);
    }
    boolean isTrying = attempt != null && failures == 0;
    return new Absence(
        "is not connected",
        isTrying
            ? "It has not answered within "
                + patience.turn().toSeconds()
                + " s; its tools are there as soon as it does."
            : why);
  }

  /** Connects in the background, if it is time for that. */
  synchronized void connect() {
    if (back == null && !givenUp && System.nanoTime() - notBefore >= 0) {
      begin();
    }
  }

  /** As {@link #connect}, but one that was given up gets another chance. */
  synchronized void revive() {
    if (givenUp) {
      givenUp = false;
      restarts = 0;
    }
    connect();
  }

  private synchronized void begin() {
    if (closed || live != null || attempt != null) {
      return;
    }
    begun = System.nanoTime();
    Mono<Live> opening =
        Live.open(server, cwd, environment, patience, changed)
            .timeout(
                patience.connect(),
                Mono.error(
                    () ->
                        new Trouble(
                            "It did not answer within " + patience.connect().toSeconds() + " s.")))
            .doOnNext(this::connected)
            .doOnError(this::failed)
            .takeUntilOther(closing.asMono())
            .contextWrite(Quiet::in)
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
    if (current == null || failures > 0 || back != null || left <= 0) {
      return Mono.empty();
    }
    return current.then().timeout(Duration.ofNanos(left), Mono.empty()).onErrorComplete();
  }

  /**
   * The connection, waited for a bounded while if it is about to be there again.
   *
   * @return fails with a {@link Trouble}
   */
  synchronized Mono<Live> live() {
    Live current = live;
    if (current != null) {
      return Mono.just(current);
    }
    if (back == null) {
      return Mono.error(new Trouble("It is not connected any more. " + why));
    }
    return back.asMono()
        .timeout(
            patience.turn(),
            Mono.error(() -> new Trouble("It is being started again and is not there yet.")));
  }

  private void connected(Live opened) {
    Sinks.One<Live> waiting;
    boolean isLate;
    synchronized (this) {
      isLate = closed;
      waiting = back;
      if (!isLate) {
        attempt = null;
        live = opened;
        back = null;
        failures = 0;
        since = System.nanoTime();
      }
    }
    if (isLate) {
      opened.close();
      return;
    }
    log.info(
        "MCP server {} is connected, with {} tools", name(), opened.catalogue().tools().size());
    opened.lost().subscribe(reason -> lost(opened, reason));
    if (waiting != null) {
      waiting.tryEmitValue(opened); // nobody but us tells it anything
    }
    changed.run();
  }

  private void failed(Throwable failure) {
    String sentence =
        failure instanceof Trouble known ? known.sentence() : "It could not be connected.";
    log.warn("MCP server {} is not connected. {}", name(), sentence);
    boolean isAgain;
    synchronized (this) {
      attempt = null;
      why = sentence;
      isAgain = back != null;
      if (!isAgain) {
        notBefore =
            System.nanoTime() + (patience.retry().toNanos() << Math.min(failures, MOST_DOUBLINGS));
        failures++;
      }
    }
    if (isAgain) {
      startAgain();
    }
  }

  private void lost(Live ended, String reason) {
    synchronized (this) {
      if (!ended.equals(live)) {
        return;
      }
      live = null;
      why = reason;
      offered = ended.catalogue();
      back = Sinks.one();
      if (System.nanoTime() - since >= patience.steady().toNanos()) {
        restarts = 0;
      }
    }
    log.warn("MCP server {} is lost. {}", name(), reason);
    startAgain();
  }

  /** After a pause; or not at all, when it has been tried often enough. */
  private void startAgain() {
    Sinks.One<Live> waiting;
    synchronized (this) {
      if (closed) {
        return;
      }
      if (restarts < MOST_RESTARTS) {
        long pause = patience.restart().toMillis() << restarts;
        restarts++;
        restart.update(Schedulers.parallel().schedule(this::begin, pause, TimeUnit.MILLISECONDS));
        return;
      }
      givenUp = true;
      why = why + " It was started again " + MOST_RESTARTS + " times.";
      waiting = back;
      back = null;
    }
    log.warn("MCP server {} is given up", name());
    end(waiting);
    changed.run();
  }

  private void end(Sinks.@Nullable One<Live> waiting) {
    if (waiting != null) {
      waiting.tryEmitError(new Trouble("It is not connected any more. " + why()));
    }
  }

  private synchronized String why() {
    return why;
  }

  /** Ends the connection, or the attempt at one, for good. Returns at once. */
  void close() {
    Live open;
    Sinks.One<Live> waiting;
    synchronized (this) {
      closed = true;
      open = live;
      waiting = back;
      live = null;
      back = null;
      why = "It was closed.";
    }
    restart.dispose();
    closing.tryEmitEmpty(); // a second time it is told so and that is all
    end(waiting);
    if (open != null) {
      open.close();
    }
  }
}
