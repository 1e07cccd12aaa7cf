package acp.session;

import static java.util.Objects.requireNonNull;

import acp.event.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions are wanted; null asks for nothing.
 *
 * @param state where they are
 * @param types of which type; empty for those that are listed unasked
 * @param cwd exactly
 * @param model exactly
 * @param provider what stands before the slash of the model
 * @param createdAfter at that time or later
 * @param createdBefore before that time
 * @param updatedAfter at that time or later
 * @param updatedBefore before that time
 * @param tags all of them
 * @param text somewhere in the title; the case of ASCII letters does not matter
 * @param parent branched from that one
 * @param empty true for those that were never prompted, false for those that were
 */
public record Filter(
    State state,
    Set<SessionType> types,
    @Nullable String cwd,
    @Nullable String model,
    @Nullable String provider,
    @Nullable Instant createdAfter,
    @Nullable Instant createdBefore,
    @Nullable Instant updatedAfter,
    @Nullable Instant updatedBefore,
    List<String> tags,
    @Nullable String text,
    @Nullable SessionId parent,
    @Nullable Boolean empty) {

  /** Where a session is. */
  public enum State {
    /** In use. */
    ACTIVE,
    /** Put aside. */
    ARCHIVED,
    /** Either of these. */
    KEPT,
    /** Deleted, and not yet gone for good. */
    TRASHED
  }

  public Filter {
    requireNonNull(state, "state");
    types = Set.copyOf(types);
    tags = List.copyOf(tags);
  }

  /** All of a state, of those types. */
  public static Filter of(State state, Set<SessionType> types) {
    return new Filter(
        state, types, null, null, null, null, null, null, null, List.of(), null, null, null);
  }

  /** The same, begun in exactly that folder. */
  public Filter in(String folder) {
    return new Filter(
        state,
        types,
        folder,
        model,
        provider,
        createdAfter,
        createdBefore,
        updatedAfter,
        updatedBefore,
        tags,
        text,
        parent,
        empty);
  }

  /** Whether sessions of that type are wanted. */
  public boolean takes(SessionType type) {
    return types.isEmpty() ? type.isListed() : types.contains(type);
  }
}
