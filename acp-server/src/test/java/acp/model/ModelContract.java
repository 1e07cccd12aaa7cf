package acp.model;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Content;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** What holds for every {@link Model}. */
public abstract class ModelContract {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** A model whose answer to {@link #request} has at least three texts and then ends. */
  protected abstract Model model();

  /** What makes it say that. */
  protected abstract ModelRequest request();

  /** A request of one user's message, without tools. */
  public static ModelRequest asking(String text) {
    ModelMessage user = new ModelMessage.User(List.of(new Content.Text(text)));
    return new ModelRequest("You are a test.", List.of(user), List.of());
  }

  @Test
  void theNameHasAProviderAndAModel() {
    assertTrue(model().name().matches("[a-z-]+/.+"), model().name());
  }

  @Test
  void theLastEventIsTheOnlyEnd() {
    List<ModelEvent> events = model().stream(request()).collectList().block(LIMIT);

    assertInstanceOf(ModelEvent.Ended.class, requireNonNull(events).getLast());
    assertEquals(1, events.stream().filter(ModelEvent.Ended.class::isInstance).count());
    assertFalse(events.contains(new ModelEvent.Text("")));
  }

  @Test
  void aStreamMayBeSubscribedToAgain() {
    Model model = model();

    List<ModelEvent> first = model.stream(request()).collectList().block(LIMIT);
    List<ModelEvent> second = model.stream(request()).collectList().block(LIMIT);

    assertEquals(first, second);
  }

  @Test
  void noMoreComesThanWasAskedFor() {
    StepVerifier.create(model().stream(request()), 0)
        .thenRequest(1)
        .expectNextCount(1)
        .expectNoEvent(Duration.ofMillis(50))
        .thenRequest(2)
        .expectNextCount(2)
        .thenCancel()
        .verify(LIMIT);
  }

  @Test
  void afterACancelNothingComes() {
    StepVerifier.create(model().stream(request()), 1)
        .expectNextCount(1)
        .thenCancel()
        .verifyThenAssertThat(LIMIT)
        .hasNotDroppedElements()
        .hasNotDroppedErrors();
  }
}
