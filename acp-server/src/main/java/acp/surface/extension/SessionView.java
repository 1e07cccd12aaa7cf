package acp.surface.extension;

import acp.event.Event;
import acp.event.SessionId;
import acp.event.Tokens;
import acp.session.CatalogueEntry;
import acp.session.Origin;
import acp.session.Owner;
import acp.session.SessionSummary;
import acp.session.Tally;
import acp.session.Traits;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A session as the catalogue has it; what is not known is absent. Times are ISO 8601 in UTC.
 *
 * @param alias a short name of its own
 * @param titleSource {@code prompt}, {@code user} or {@code import}
 * @param parent the session it was branched from
 * @param model the full name of the model that was chosen last
 * @param provider what stands before the slash of the model
 * @param lastSeq the number of its last event
 * @param version counts the changes made by {@code update}; names the one that a change is meant
 *     for
 * @param dataKeys under which programs keep something with it; absent in lists
 * @param running who has a turn running in it, in another process; absent in lists
 */
public record SessionView(
    String sessionId,
    @Nullable String alias,
    @Nullable String title,
    @Nullable String titleSource,
    String type,
    String state,
    String cwd,
    @Nullable String parent,
    List<String> tags,
    @Nullable ObjectNode metadata,
    @Nullable String provider,
    @Nullable String model,
    @Nullable String mode,
    Counts counts,
    @Nullable Git git,
    @Nullable Client client,
    String createdAt,
    String updatedAt,
    @Nullable String archivedAt,
    @Nullable String deletedAt,
    long lastSeq,
    long version,
    @Nullable List<String> dataKeys,
    @Nullable Running running) {

  public SessionView {
    tags = List.copyOf(tags);
    dataKeys = dataKeys == null ? null : List.copyOf(dataKeys);
  }

  /**
   * What its events add up to.
   *
   * @param cost what is known of the price, in US dollars
   */
  public record Counts(
      long messages,
      long turns,
      long toolCalls,
      long requests,
      long inputTokens,
      long outputTokens,
      long cachedTokens,
      long cacheWrittenTokens,
      double cost) {}

  /** What was checked out when it began. */
  public record Git(@Nullable String branch, @Nullable String commit) {}

  /** What began it. */
  public record Client(@Nullable String name, @Nullable String version) {}

  /** Another process that works in it. */
  public record Running(long pid, String host, String since) {}

  /** As a list has it. */
  static SessionView of(CatalogueEntry entry) {
    return of(entry, null, null);
  }

  /** All of it. */
  static SessionView whole(CatalogueEntry entry, @Nullable Owner owner) {
    return of(
        entry,
        List.copyOf(entry.traits().data().keySet()),
        owner == null ? null : new Running(owner.pid(), owner.host(), owner.since().toString()));
  }

  private static SessionView of(
      CatalogueEntry entry, @Nullable List<String> dataKeys, @Nullable Running running) {
    SessionSummary summary = entry.summary();
    Traits traits = entry.traits();
    Tally tally = entry.tally();
    SessionId parent = entry.parent();
    String model = tally.model();
    return new SessionView(
        summary.id().value(),
        entry.alias(),
        summary.title(),
        source(tally.titleSource()),
        traits.type().word(),
        entry.deletedAt() != null ? "trashed" : traits.archivedAt() != null ? "archived" : "active",
        summary.cwd(),
        parent == null ? null : parent.value(),
        List.copyOf(traits.tags()),
        traits.metadata().isEmpty() ? null : traits.metadata(),
        model == null || model.indexOf('/') < 0 ? null : model.substring(0, model.indexOf('/')),
        model,
        tally.mode(),
        counts(tally),
        git(traits.origin()),
        client(traits.origin()),
        summary.createdAt().toString(),
        summary.updatedAt().toString(),
        text(traits.archivedAt()),
        text(entry.deletedAt()),
        summary.lastSeq(),
        entry.version(),
        dataKeys,
        running);
  }

  private static @Nullable String source(Event.@Nullable TitleSource source) {
    return source == null ? null : source.name().toLowerCase(Locale.ROOT);
  }

  private static Counts counts(Tally tally) {
    Tokens tokens = tally.tokens();
    return new Counts(
        tally.messages(),
        tally.turns(),
        tally.toolCalls(),
        tokens.requests(),
        tokens.input(),
        tokens.output(),
        tokens.cached(),
        tokens.written(),
        tokens.cost() / 1e9);
  }

  private static @Nullable Git git(Origin origin) {
    return origin.branch() == null && origin.commit() == null
        ? null
        : new Git(origin.branch(), origin.commit());
  }

  private static @Nullable Client client(Origin origin) {
    return origin.client() == null && origin.clientVersion() == null
        ? null
        : new Client(origin.client(), origin.clientVersion());
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
