package acp.command;

import acp.session.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/** Rules and decisions as a test wants them. */
final class PlayedPolicy implements Means.Policy {
  final List<Means.Rule> rules = new CopyOnWriteArrayList<>();
  final List<Means.Decision> decisions = new CopyOnWriteArrayList<>();

  @Override
  public Mono<List<Means.Rule>> rules(Turn turn) {
    return Mono.fromSupplier(() -> new ArrayList<>(rules));
  }

  @Override
  public Mono<Void> revoke(Turn turn, String id) {
    return Mono.fromRunnable(() -> rules.removeIf(rule -> rule.id().equals(id)));
  }

  @Override
  public Mono<Void> clear(Turn turn) {
    return Mono.fromRunnable(rules::clear);
  }

  @Override
  public Mono<List<Means.Decision>> log(Turn turn, int limit) {
    return Mono.fromSupplier(() -> decisions.stream().limit(limit).toList());
  }
}
