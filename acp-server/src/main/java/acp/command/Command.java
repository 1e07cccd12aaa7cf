package acp.command;

import acp.session.Agent;
import acp.session.Turn;
import reactor.core.publisher.Mono;

/** What one command does. Made for one call. */
@FunctionalInterface
interface Command {

  /**
   * Does it, telling events through the turn, and says what came of it.
   *
   * @return the answer, in Markdown; a failure is turned into words by {@link Commands}
   */
  Mono<String> run(Call call);

  /**
   * A call of a command.
   *
   * @param rest what the user wrote behind its name, trimmed
   */
  record Call(Turn turn, Agent.History history, String rest) {}
}
