package acp.model.anthropic;

import acp.event.Content;
import acp.model.ModelMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages as this dialect has them: user and model take turns, and the results of tools are
 * the first of what the user says next.
 */
final class Conversation {

  /** What one of the two says. */
  sealed interface Turn {}

  /** What the user says, behind what their tools gave. */
  record User(List<ModelMessage.ToolResult> results, List<Content> content) implements Turn {}

  /** What the model said, without thoughts that it cannot have back. */
  record Answer(List<ModelMessage.Part> parts) implements Turn {

    boolean beginsWithThought() {
      return parts.getFirst() instanceof ModelMessage.Thought;
    }
  }

  private final List<Turn> turns = new ArrayList<>();

  /**
   * @param messages a valid history
   * @param model the full name of the model, which has only its own thoughts back
   */
  Conversation(List<ModelMessage> messages, String model) {
    for (ModelMessage message : messages) {
      switch (message) {
        case ModelMessage.User user -> user().content.addAll(user.content());
        case ModelMessage.ToolResult result -> user().results.add(result);
        case ModelMessage.Assistant answer -> answer(answer, model);
      }
    }
  }

  private User user() {
    if (!turns.isEmpty() && turns.getLast() instanceof User user) {
      return user;
    }
    User user = new User(new ArrayList<>(), new ArrayList<>());
    turns.add(user);
    return user;
  }

  private void answer(ModelMessage.Assistant answer, String model) {
    List<ModelMessage.Part> parts =
        answer.parts().stream()
            .filter(
                part ->
                    switch (part) {
                      case ModelMessage.Thought thought -> Seal.isOf(model, thought.providerData());
                      case ModelMessage.Text text -> !text.text().isBlank();
                      case ModelMessage.Call _ -> true;
                    })
            .toList();
    if (!parts.isEmpty()) {
      turns.add(new Answer(parts));
    }
  }

  /** Oldest first. */
  List<Turn> turns() {
    return turns;
  }

  /**
   * True if tools were called before a thought, and the model now goes on from their results: such
   * a turn cannot begin to think in its middle.
   */
  boolean isAmidThoughtlessCalls() {
    return turns.size() > 1
        && turns.getLast() instanceof User user
        && !user.results.isEmpty()
        && turns.get(turns.size() - 2) instanceof Answer answer
        && !answer.beginsWithThought();
  }
}
