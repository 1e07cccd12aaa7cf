package acp.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An event with its place in the journal.
 *
 * @param seq its place in its session, from 1; gaps are where rows were superseded
 * @param at when it was taken in, to the millisecond; for people, order is by {@code seq}
 */
public record Entry(long seq, Instant at, Event event) {

  public Entry {
    requireNonNull(at, "at");
    requireNonNull(event, "event");
  }
}
