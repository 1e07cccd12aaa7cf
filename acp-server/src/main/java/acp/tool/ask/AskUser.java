package acp.tool.ask;

import acp.event.Risk;
import acp.event.ToolKind;
import acp.protocol.AcpException;
import acp.tool.Input;
import acp.tool.Intent;
import acp.tool.OneLine;
import acp.tool.Questions;
import acp.tool.Tool;
import acp.tool.ToolContext;
import acp.tool.ToolResult;
import acp.tool.ToolSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * {@code ask_user}: asks the user a question. Secrets are not asked for: what is answered is shown,
 * kept, and given to the model.
 */
public final class AskUser implements Tool {
  private static final int MOST_OPTIONS = 20;
  private static final String NOBODY =
      "The user cannot be asked here. Put the question, with its options, at the end of your answer"
          + " and stop.";
  private static final String NO_ANSWER =
      "The user did not answer. Go on without, or stop and say what you need to know.";

  @Override
  public ToolSpec spec() {
    return ToolSpec.of(
            "ask_user",
            "Asks the user one question and waits for the answer. Only for what the user must decide"
                + " and what you cannot find out. Never ask for passwords, keys or other secrets.",
            """
        {"type": "object", "required": ["question"], "properties": {
          "question": {"type": "string"},
          "options": {"type": "array", "description": "answers to choose from; none for free text",
            "items": {"type": "object", "required": ["label"], "properties": {
              "label": {"type": "string", "description": "a few words"}}}},
          "several": {"type": "boolean", "description": "more than one may be chosen"}}}
        """,
            false)
        .atWorst(Risk.NONE);
  }

  @Override
  public Mono<Intent> intend(JsonNode json, ToolContext context) {
    return Mono.fromCallable(
        () -> {
          Input input = new Input(json);
          String question = input.filledText("question");
          List<Questions.Choice> choices = choices(input);
          if (choices.isEmpty() && Discretion.isSecret(question)) {
            throw input.wrong(
                "question",
                "Secrets are not asked for: the answer would be shown, kept, and sent to the"
                    + " model. Tell the user where to put it instead.");
          }
          return new Intent(
              "Ask: " + OneLine.of(question), ToolKind.OTHER, Risk.NONE, List.of(), List.of(), "");
        });
  }

  @Override
  public Mono<ToolResult> run(JsonNode json, Intent intent, ToolContext context) {
    Questions questions = context.questions();
    if (!questions.takesForms()) {
      return Mono.just(ToolResult.failure(NOBODY));
    }
    Input input = new Input(json);
    return questions
        .ask(input.filledText("question"), choices(input), input.flag("several"))
        .map(answers -> ToolResult.text("The user answered: " + String.join(", ", answers)))
        .defaultIfEmpty(ToolResult.failure(NO_ANSWER))
        .onErrorResume(AcpException.class, _ -> Mono.just(ToolResult.failure(NOBODY)));
  }

  private static List<Questions.Choice> choices(Input input) {
    List<Input> options = input.optionalList("options");
    if (options.size() > MOST_OPTIONS) {
      throw input.wrong("options", "`options` must have at most 20 entries.");
    }
    List<Questions.Choice> choices = new ArrayList<>();
    for (Input option : options) {
      String label = option.filledText("label").strip();
      if (choices.stream().noneMatch(known -> known.value().equals(label))) {
        choices.add(new Questions.Choice(label, label));
      }
    }
    return choices;
  }
}
