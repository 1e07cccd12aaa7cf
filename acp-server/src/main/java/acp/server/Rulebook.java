package acp.server;

import acp.command.Means;
import acp.event.Event;
import acp.event.Grant;
import acp.permission.Permissions;
import acp.permission.Rule;
import acp.permission.Site;
import acp.session.Turn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;

/** The rules and decisions of a project as the command shows them. */
final class Rulebook implements Means.Policy {
  private static final String OF_SESSION = "s";

  private final Permissions permissions;

  Rulebook(Permissions permissions) {
    this.permissions = permissions;
  }

  @Override
  public Mono<List<Means.Rule>> rules(Turn turn) {
    return permissions.store().rules(project(turn)).map(learned -> all(turn, learned));
  }

  private List<Means.Rule> all(Turn turn, List<Rule> learned) {
    List<Means.Rule> all = new ArrayList<>();
    for (Rule rule : permissions.settled()) {
      all.add(shown(rule, "", "`config.toml`"));
    }
    for (Rule rule : learned) {
      all.add(shown(rule, rule.id(), "your answer"));
    }
    grants(turn)
        .forEach(
            (id, grant) ->
                all.add(
                    new Means.Rule(
                        id, "allow", words(grant), "this session", "your answer", null)));
    return all;
  }

  private static Means.Rule shown(Rule rule, String id, String source) {
    String scope = rule.scope() == Rule.Scope.PROJECT ? "this project" : "everywhere";
    return new Means.Rule(id, rule.effect().id(), rule.words(), scope, source, rule.since());
  }

  private static String words(Grant grant) {
    if (Permissions.isOfEdits(grant)) {
      return "edits";
    }
    return grant.subject().isEmpty() ? grant.tool() : grant.subject();
  }

  /** What the session allows, by ids that stay the same as long as it allows the same. */
  private static Map<String, Grant> grants(Turn turn) {
    List<Grant> sorted = new ArrayList<>(turn.state().grants());
    sorted.sort(Comparator.comparing(Grant::tool).thenComparing(Grant::subject));
    Map<String, Grant> byId = new LinkedHashMap<>();
    for (Grant grant : sorted) {
      String digest = Integer.toHexString(grant.hashCode() & 0xffff);
      String id = OF_SESSION + digest;
      for (int more = 1; byId.containsKey(id); more++) {
        id = OF_SESSION + digest + "-" + more;
      }
      byId.put(id, grant);
    }
    return byId;
  }

  @Override
  public Mono<Void> revoke(Turn turn, String id) {
    return Mono.defer(
        () -> {
          Grant grant = grants(turn).get(id);
          return grant == null
              ? permissions.store().remove(project(turn), id)
              : turn.tell(new Event.GrantsRevoked(List.of(grant)));
        });
  }

  @Override
  public Mono<Void> clear(Turn turn) {
    return Mono.defer(
        () -> {
          Set<Grant> grants = turn.state().grants();
          return permissions
              .store()
              .clear(project(turn))
              .then(
                  grants.isEmpty()
                      ? Mono.empty()
                      : turn.tell(new Event.GrantsRevoked(List.copyOf(grants))));
        });
  }

  @Override
  public Mono<List<Means.Decision>> log(Turn turn, int limit) {
    return permissions
        .store()
        .decided(project(turn), turn.session(), limit)
        .map(
            decided ->
                decided.stream()
                    .map(each -> new Means.Decision(each.at(), each.decision()))
                    .toList());
  }

  private static Path project(Turn turn) {
    return Site.project(Path.of(turn.cwd()));
  }
}
