package acp.agent;

import static java.util.Objects.requireNonNull;

import acp.event.Ids;
import acp.event.Outcome;
import acp.model.Model;
import acp.permission.Permissions;
import acp.protocol.AcpException;
import acp.session.Agent;
import acp.session.SlashCommand;
import acp.session.Turn;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The agent of this product: asks the model, does what it asks for, tells it what came of it, until
 * it is done. Holds nothing of a session: what it needs of the past is the {@link Transcript} it is
 * given.
 */
public final class AgentLoop implements Agent {
  private static final Logger log = LoggerFactory.getLogger(AgentLoop.class);

  private final Supplier<Model> model;
  private final Workshop workshop;
  private final Permissions permissions;
  private final Ids ids;
  private final int maxRequests;

  /**
   * An agent; nothing is opened yet.
   *
   * @param model opened when the first turn needs it; may throw an {@link
   *     acp.protocol.AcpException}, which then is how the turn ends
   * @param maxRequests how often one turn may ask the model
   */
  public AgentLoop(
      Supplier<Model> model, Workshop workshop, Permissions permissions, Ids ids, int maxRequests) {
    this.model = model;
    this.workshop = workshop;
    this.permissions = permissions;
    this.ids = ids;
    this.maxRequests = maxRequests;
  }

  @Override
  public History history() {
    return new Transcript();
  }

  @Override
  public List<SlashCommand> commands() {
    return List.of();
  }

  @Override
  public void requireLogin() {
    requireNonNull(model.get());
  }

  @Override
  public void prepare() {
    try {
      model.get().prepare();
    } catch (AcpException notNow) {
      log.info("No model to prepare: {}", notNow.getMessage());
    }
  }

  @Override
  public Mono<Outcome> run(Turn turn, History history) {
    return Mono.defer(
        () -> {
          var calls = new ToolCalls(turn, workshop, permissions, ids);
          return new Steps(turn, (Transcript) history, model.get(), calls, ids, maxRequests).run();
        });
  }
}
