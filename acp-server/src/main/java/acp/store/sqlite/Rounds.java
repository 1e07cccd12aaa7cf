package acp.store.sqlite;

import acp.event.SessionId;
import acp.session.Journal.Lease;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;

/**
 * What the writer does between writes, and when: it says that this process lives while it holds
 * leases, gives back those it could not give back in time, and once after the last write says that
 * there is rest. With no lease and nothing written there is nothing to do, and no clock runs. Of
 * the writer's thread alone, but for {@link #dueIn}, which that thread calls under its lock.
 */
final class Rounds {
  /** So long after the last write there is rest. */
  static final Duration REST = Duration.ofSeconds(5);

  private final Runnable idle;
  private final Set<SessionId> held = new HashSet<>();
  private final Set<SessionId> overdue = new HashSet<>();
  private long lastBeat;
  private long lastWrite;
  private boolean awake;

  /** Where the connection is made if there is none. */
  interface Connector {
    WriteConnection connect() throws SQLException;
  }

  Rounds(Runnable idle) {
    this.idle = idle;
  }

  /** Nanoseconds until something is due. */
  long dueIn(long now) {
    long due = Long.MAX_VALUE;
    if (!held.isEmpty()) {
      due = lastBeat + Holder.BEAT.toNanos() - now;
    }
    if (awake) {
      due = Math.min(due, lastWrite + REST.toNanos() - now);
    }
    return due;
  }

  /** The writer has written. */
  void wrote(long now) {
    lastWrite = now;
    awake = true;
  }

  /** A lease may be held from the moment that it is asked for: a failed commit may be one. */
  void begins(Write write) {
    if (write instanceof Write.Addition addition && addition.append().lease() == Lease.TAKEN) {
      if (held.isEmpty()) {
        lastBeat = System.nanoTime();
      }
      held.add(addition.session());
      overdue.remove(addition.session());
    }
  }

  void done(Write write) {
    switch (write) {
      case Write.Addition addition when addition.append().lease() == Lease.GIVEN_BACK ->
          forget(addition.session());
      case Write.Release release -> forget(release.session());
      default -> {}
    }
  }

  /** It was not done, and nothing of it: no lease is held because of it. */
  void refused(Write write) {
    if (write instanceof Write.Addition addition && addition.append().lease() == Lease.TAKEN) {
      forget(addition.session());
    }
  }

  private void forget(SessionId session) {
    held.remove(session);
    overdue.remove(session);
  }

  void failed(Write write) {
    if (write instanceof Write.Release release && held.contains(release.session())) {
      overdue.add(release.session());
    }
  }

  boolean holdsLeases() {
    return !held.isEmpty();
  }

  /** Does what is due. */
  void walk(long now, Connector connector) throws SQLException {
    if (awake && now - lastWrite >= REST.toNanos()) {
      awake = false;
      if (held.isEmpty()) {
        idle.run();
      }
    }
    if (!held.isEmpty() && now - lastBeat >= Holder.BEAT.toNanos()) {
      lastBeat = now;
      WriteConnection connection = connector.connect();
      for (SessionId session : new ArrayList<>(overdue)) {
        connection.release(session.value());
        forget(session);
      }
      connection.beat();
    }
  }
}
