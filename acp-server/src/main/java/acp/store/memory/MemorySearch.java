package acp.store.memory;

import acp.event.Entry;
import acp.event.Event;
import acp.session.Insights;
import acp.session.Search;
import acp.session.SessionSummary;
import acp.store.insight.Facts.Standing;
import acp.store.insight.Statistics;
import acp.store.insight.ToolFact;
import acp.store.insight.TurnFact;
import acp.store.search.Harvest;
import acp.store.search.Passage;
import acp.store.search.Ranking;
import acp.store.search.Terms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Searching and figures by looking at everything. */
final class MemorySearch implements Search, Insights {
  private final MemoryJournal journal;

  MemorySearch(MemoryJournal journal) {
    this.journal = journal;
  }

  @Override
  public Mono<Found> find(Search.Query query) {
    return Mono.fromCallable(() -> found(query));
  }

  private Found found(Search.Query query) {
    Ranking ranking = new Ranking(Terms.read(query.text()));
    for (MemoryJournal.Copy copy : journal.copies(query.cwd())) {
      SessionSummary session = copy.session();
      boolean asked = query.all() || copy.listed();
      asked = query.session() == null ? asked : query.session().equals(session.id());
      if (asked && copy.tags().containsAll(query.tags())) {
        for (Harvest.Found found : harvest(copy.entries()).passages()) {
          if (fits(found, session.title(), query)) {
            ranking.look(session.id(), session.title(), session.cwd(), found.passage());
          }
        }
      }
    }
    return ranking.found(query, false, 0);
  }

  private static boolean fits(Harvest.Found found, @Nullable String title, Search.Query query) {
    Passage passage = found.passage();
    return (query.kinds().isEmpty() || query.kinds().contains(passage.kind()))
        && (query.tool() == null || query.tool().equals(passage.tool()))
        && (query.model() == null || query.model().equals(found.model()))
        && (query.since() == null || !passage.at().isBefore(query.since()))
        && (query.until() == null || passage.at().isBefore(query.until()))
        && (passage.kind() != Kind.TITLE || passage.text().equals(title));
  }

  private static Harvest harvest(List<Entry> entries) {
    long branched = 0;
    for (Entry entry : entries) {
      if (entry.event() instanceof Event.SessionOpened opened && opened.parent() != null) {
        branched = entry.seq();
      }
    }
    Harvest harvest = new Harvest(0, branched, Standing.NONE);
    entries.forEach(harvest::add);
    harvest.end();
    return harvest;
  }

  @Override
  public Mono<Report> report(Insights.Query query) {
    return Mono.fromCallable(() -> reported(query));
  }

  private Report reported(Insights.Query query) {
    Statistics statistics = new Statistics(query);
    long number = 0;
    for (MemoryJournal.Copy copy : journal.copies(query.cwd())) {
      number++;
      if (!copy.tags().containsAll(query.tags())) {
        continue;
      }
      Harvest harvest = harvest(copy.entries());
      String cwd = copy.session().cwd();
      Map<Long, TurnFact> turns = new HashMap<>();
      for (TurnFact turn : harvest.facts().turns()) {
        if (statistics.concerns(turn)) {
          turns.put(turn.seq(), turn);
          statistics.add(number, cwd, turn);
        }
      }
      for (ToolFact call : harvest.facts().tools()) {
        TurnFact turn = turns.get(call.turn());
        if (turn != null) {
          statistics.add(number, cwd, turn, call);
        }
      }
    }
    return statistics.report(0);
  }

  @Override
  public Mono<Void> rebuild() {
    return Mono.empty();
  }
}
