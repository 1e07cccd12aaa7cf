package acp.server;

import acp.command.Means;
import acp.event.SessionId;
import acp.session.CatalogueEntry;
import acp.session.Filter;
import acp.session.Journal;
import acp.session.Search;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The sessions of the store, for the agent's commands. */
record CommandSessions(Supplier<Journal> journal, Supplier<Search> search)
    implements Means.Catalogue {

  @Override
  public Mono<CatalogueEntry> get(SessionId session) {
    return journal.get().catalogue().get(session);
  }

  @Override
  public Mono<List<CatalogueEntry>> latest(@Nullable String cwd, int limit) {
    var wanted = Filter.of(Filter.State.ACTIVE, Set.of());
    return journal.get().catalogue().query(cwd == null ? wanted : wanted.in(cwd), null, limit);
  }

  @Override
  public Mono<Search.Found> find(Search.Query query) {
    return search.get().find(query);
  }
}
