package acp.session;

import static java.util.Objects.requireNonNull;

import acp.event.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Finds what was said and done in sessions, by words. What was acknowledged by the journal is found
 * from then on; also what a session cleared or took back, because nothing of it is lost. Sessions
 * that were deleted are not found. All methods may be called from any thread, return at once, and
 * do their work when subscribed to.
 */
public interface Search {

  /** More hits than this are never told, on all pages together. */
  int MOST = 1_000;

  /**
   * What fits best, a page at a time.
   *
   * @throws acp.protocol.AcpException (as an error signal; invalid params) if the text asks for
   *     nothing, or for more than can be looked for
   * @throws JournalException (as an error signal) if the store cannot be read
   */
  Mono<Found> find(Query query);

  /**
   * Makes what searching and insights need anew. Until it is done, {@link Found#left} says how much
   * is missing; if the process ends before, the next one goes on. Done when all is there.
   *
   * @throws JournalException (as an error signal) if the store cannot be written
   */
  Mono<Void> rebuild();

  /** What a hit is part of. */
  enum Kind {
    PROMPT,
    ANSWER,
    /** What a tool was asked to do: the title and the input of its call. */
    TOOL,
    /** The title of a session. */
    TITLE
  }

  /**
   * What is looked for.
   *
   * @param text words, which must all be there; {@code "a phrase"}, {@code begin*}, {@code -not},
   *     {@code this OR that}
   * @param cwd only sessions with exactly this cwd; null for all
   * @param session only this session; null for all
   * @param kinds only these; empty for all
   * @param tool only calls of the tool of this name; null for all
   * @param model only what was said and done while this model was chosen; null for all
   * @param since not before; null for any time
   * @param until before this; null for any time
   * @param tags only sessions that have all of these now, at most {@link Labels#MAX_TAGS}
   * @param all also in sessions that lists leave out: archived ones and those of agents and clocks;
   *     one that is named is searched in anyway
   * @param offset how many hits to pass over, below {@link #MOST}
   * @param limit at most so many, at least 1
   */
  record Query(
      String text,
      @Nullable String cwd,
      @Nullable SessionId session,
      Set<Kind> kinds,
      @Nullable String tool,
      @Nullable String model,
      @Nullable Instant since,
      @Nullable Instant until,
      Set<String> tags,
      boolean all,
      int offset,
      int limit) {
    public Query {
      requireNonNull(text, "text");
      kinds = Set.copyOf(kinds);
      tags = Set.copyOf(tags);
      if (tags.size() > Labels.MAX_TAGS) {
        throw new IllegalArgumentException(tags.size() + " tags");
      }
      if (offset < 0 || offset >= MOST || limit < 1) {
        throw new IllegalArgumentException("offset " + offset + ", limit " + limit);
      }
    }

    /** In the sessions that lists hold. */
    public Query(
        String text,
        @Nullable String cwd,
        @Nullable SessionId session,
        Set<Kind> kinds,
        @Nullable String tool,
        @Nullable String model,
        @Nullable Instant since,
        @Nullable Instant until,
        int offset,
        int limit) {
      this(text, cwd, session, kinds, tool, model, since, until, Set.of(), false, offset, limit);
    }

    /** The same, in sessions that have all these tags. */
    public Query tagged(Set<String> all) {
      return new Query(
          text, cwd, session, kinds, tool, model, since, until, all, this.all, offset, limit);
    }

    /** The best hits for some words, wherever they are. */
    public static Query of(String text, int limit) {
      return new Query(text, null, null, Set.of(), null, null, null, null, 0, limit);
    }
  }

  /**
   * What was found.
   *
   * @param hits best first
   * @param next the offset of the page behind this; null if there is none
   * @param limited true if there is so much of the words that only the newest was looked at, so
   *     that more may fit
   * @param left how many sessions are not yet ready to be searched in whole; 0 when all are
   */
  record Found(List<Hit> hits, @Nullable Integer next, boolean limited, long left) {
    public Found {
      hits = List.copyOf(hits);
    }
  }

  /**
   * A passage that fits.
   *
   * @param title the session's; null while it has none
   * @param id of the message or tool call; null for a title
   * @param tool the name of the tool; null where there is none
   * @param seq where in the session it begins
   * @param snippet some of the text, on one line
   * @param marks where in the snippet the words are, in order
   * @param score how well it fits; greater is better
   */
  record Hit(
      SessionId session,
      @Nullable String title,
      String cwd,
      Kind kind,
      @Nullable String id,
      @Nullable String tool,
      long seq,
      Instant at,
      String snippet,
      List<Mark> marks,
      double score) {
    public Hit {
      marks = List.copyOf(marks);
    }
  }

  /** A stretch of a text, in UTF-16 units; {@code to} is behind it. */
  record Mark(int from, int to) {}
}
