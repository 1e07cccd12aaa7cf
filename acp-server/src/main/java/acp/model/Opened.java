package acp.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * A model as whoever opened it sees it: under the name they know it by, with the facts that hold
 * for them, and asked only what every server takes.
 */
record Opened(String name, ModelFacts facts, Model model) implements Model {

  @Override
  public long window() {
    return facts.window() > 0 ? facts.window() : model.window();
  }

  @Override
  public boolean seesImages() {
    return facts.seesImages();
  }

  @Override
  public void prepare() {
    model.prepare();
  }

  @Override
  public Flux<ModelEvent> stream(ModelRequest request) {
    return Flux.defer(() -> model.stream(valid(request)));
  }

  private ModelRequest valid(ModelRequest request) {
    return new ModelRequest(
        request.system(),
        ValidHistory.of(request.messages()),
        facts.callsTools() ? request.tools() : List.of(),
        level(request.thinking()));
  }

  /** A session may still have a level of the model that it had before. */
  private @Nullable ThoughtLevel level(@Nullable ThoughtLevel wanted) {
    return wanted != null && facts.levels().contains(wanted) ? wanted : null;
  }
}
