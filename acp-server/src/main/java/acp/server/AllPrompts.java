package acp.server;

import acp.command.Prompts;
import acp.event.Content;
import acp.event.SessionId;
import acp.session.Place;
import acp.session.SlashCommand;
import acp.session.Turn;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Prompts from several places; of two with one name the first counts. */
record AllPrompts(List<Prompts> all) implements Prompts {

  AllPrompts {
    all = List.copyOf(all);
  }

  @Override
  public List<SlashCommand> of(SessionId session) {
    return all.stream().flatMap(prompts -> prompts.of(session).stream()).toList();
  }

  @Override
  public Mono<List<Content>> expand(Turn turn, String name, String rest) {
    return Flux.fromIterable(all).concatMap(prompts -> prompts.expand(turn, name, rest), 1).next();
  }

  @Override
  public void onChange(Consumer<SessionId> changed) {
    all.forEach(prompts -> prompts.onChange(changed));
  }

  @Override
  public void settle(SessionId session, Place place) {
    all.forEach(prompts -> prompts.settle(session, place));
  }

  @Override
  public void leave(SessionId session) {
    all.forEach(prompts -> prompts.leave(session));
  }
}
