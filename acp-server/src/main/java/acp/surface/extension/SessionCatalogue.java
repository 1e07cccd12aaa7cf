package acp.surface.extension;

import acp.event.Entry;
import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.CatalogueEntry;
import acp.session.Change;
import acp.session.Filter;
import acp.session.Gone;
import acp.session.JournalException;
import acp.session.SessionSummary;
import acp.session.Sessions;
import acp.session.Stale;
import acp.surface.Cursor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Answers what is asked of the catalogue. */
public final class SessionCatalogue implements SessionMethods {
  /** How many of those that might be meant are named. */
  private static final int CANDIDATES = 8;

  private static final int HAPPENINGS = 200;
  private static final int MAX_HAPPENINGS = 1000;

  private final Sessions sessions;

  public SessionCatalogue(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Mono<SessionPage> query(SessionQuery query) {
    int limit = query.pageSize();
    String key = query.key();
    Filter filter = query.filter();
    SessionSummary after = Cursor.read(query.cursor(), key);
    return sessions
        .catalogue()
        .query(filter, after, limit + 1)
        .map(
            found -> {
              boolean more = found.size() > limit;
              List<CatalogueEntry> page = more ? found.subList(0, limit) : found;
              return new SessionPage(
                  page.stream().map(SessionView::of).toList(),
                  more ? Cursor.after(page.getLast().summary(), key) : null);
            })
        .onErrorMap(failure -> told(failure, ""));
  }

  @Override
  public Mono<Resolved> resolve(Resolving request) {
    boolean trashed = Boolean.TRUE.equals(request.trashed());
    return sessions
        .catalogue()
        .named(request.name(), trashed, CANDIDATES + 1)
        .map(found -> new Resolved(only(request.name(), trashed, found).value()))
        .onErrorMap(failure -> told(failure, ""));
  }

  private static SessionId only(String name, boolean trashed, List<SessionId> found) {
    if (found.isEmpty()) {
      throw new AcpException(
          ErrorCode.RESOURCE_NOT_FOUND,
          "There is no session"
              + (trashed ? " in the trash" : "")
              + " whose id or name is that or begins so",
          Map.of("name", name));
    }
    if (found.size() > 1) {
      List<String> named = found.stream().limit(CANDIDATES).map(SessionId::value).toList();
      throw new AcpException(
          ErrorCode.INVALID_PARAMS,
          "Several sessions are called so: "
              + String.join(", ", named)
              + (found.size() > CANDIDATES ? " and others" : ""),
          Map.of("path", "name", "candidates", named));
    }
    return found.getFirst();
  }

  @Override
  public Mono<SessionView> get(OfSession request) {
    SessionId id = request.id();
    return entry(id)
        .flatMap(
            entry ->
                sessions
                    .owner(id)
                    .map(Optional::of)
                    .defaultIfEmpty(Optional.empty())
                    .map(owner -> SessionView.whole(entry, owner.orElse(null))))
        .onErrorMap(failure -> told(failure, id.value()));
  }

  private Mono<CatalogueEntry> entry(SessionId id) {
    return sessions
        .catalogue()
        .get(id)
        .switchIfEmpty(Mono.error(() -> AcpException.unknownSession(id.value())));
  }

  @Override
  public Mono<SessionView> update(SessionUpdating request) {
    Change change =
        checked(
            () ->
                new Change(
                    request.version(),
                    request.archived(),
                    request.type() == null ? null : SessionQuery.type(request.type(), "type"),
                    request.metadata(),
                    orEmpty(request.addTags()),
                    orEmpty(request.removeTags()),
                    Map.of()));
    return change(new SessionId(request.sessionId()), change);
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }

  private static Change checked(Supplier<Change> change) {
    try {
      return change.get();
    } catch (IllegalArgumentException unfit) {
      throw AcpException.invalidParams("", String.valueOf(unfit.getMessage()));
    }
  }

  private Mono<SessionView> change(SessionId id, Change change) {
    return sessions
        .catalogue()
        .update(id, change)
        .flatMap(_ -> get(new OfSession(id.value())))
        .onErrorMap(failure -> told(failure, id.value()));
  }

  @Override
  public Mono<SessionView> rename(Renaming request) {
    return sessions
        .rename(new SessionId(request.sessionId()), request.title())
        .then(Mono.defer(() -> get(new OfSession(request.sessionId()))));
  }

  @Override
  public Mono<KeptData> getData(DataQuery request) {
    String key = request.key();
    return entry(new SessionId(request.sessionId()))
        .map(
            entry -> {
              var all = entry.traits().data();
              if (key == null) {
                return new KeptData(all);
              }
              return new KeptData(all.containsKey(key) ? Map.of(key, all.get(key)) : Map.of());
            })
        .onErrorMap(failure -> told(failure, request.sessionId()));
  }

  @Override
  public Mono<Nothing> setData(DataSetting request) {
    var value = request.value();
    Change change =
        checked(
            () ->
                Change.NONE
                    .data(request.key(), value == null || value.isNull() ? null : value)
                    .ifAt(request.version()));
    return change(new SessionId(request.sessionId()), change).thenReturn(new Nothing());
  }

  @Override
  public Mono<Nothing> trash(OfSession request) {
    return entry(request.id())
        .flatMap(_ -> sessions.delete(request.id()).thenReturn(new Nothing()))
        .onErrorMap(failure -> told(failure, request.sessionId()));
  }

  @Override
  public Mono<SessionView> restore(OfSession request) {
    return sessions
        .catalogue()
        .restore(request.id())
        .then(Mono.defer(() -> get(request)))
        .onErrorMap(failure -> told(failure, request.sessionId()));
  }

  @Override
  public Mono<Nothing> purge(OfSession request) {
    return entry(request.id())
        .flatMap(_ -> sessions.purge(request.id()).thenReturn(new Nothing()))
        .onErrorMap(failure -> told(failure, request.sessionId()));
  }

  @Override
  public Mono<Happenings> happenings(HappeningsQuery request) {
    int limit = request.limit() == null ? HAPPENINGS : request.limit();
    if (limit < 1 || limit > MAX_HAPPENINGS) {
      throw AcpException.invalidParams("limit", "limit must be from 1 to " + MAX_HAPPENINGS);
    }
    long after = request.after() == null ? 0 : request.after();
    SessionId id = new SessionId(request.sessionId());
    return entry(id)
        .thenMany(sessions.read(id, after))
        .take(limit)
        .collectList()
        .map(
            entries ->
                new Happenings(Tellings.of(entries), entries.isEmpty() ? after : last(entries)))
        .onErrorMap(failure -> told(failure, id.value()));
  }

  private static long last(List<Entry> entries) {
    return entries.getLast().seq();
  }

  /** A failure as clients are told of it. */
  private static Throwable told(Throwable failure, String session) {
    return switch (failure) {
      case Gone _ -> AcpException.unknownSession(session);
      case Stale stale ->
          new AcpException(
              ErrorCode.INVALID_REQUEST,
              String.valueOf(stale.getMessage()),
              Map.of("kind", "stale", "version", stale.version()),
              stale);
      case JournalException lost -> Sessions.failure(lost);
      case IllegalArgumentException unfit ->
          AcpException.invalidParams("", String.valueOf(unfit.getMessage()));
      default -> failure;
    };
  }
}
