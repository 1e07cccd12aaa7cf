package acp.model;

import acp.event.Content;
import acp.model.dialect.Json;
import acp.model.dialect.UserText;
import com.fasterxml.jackson.core.JsonFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes any conversation one that every server takes. A process that died in the middle, a turn
 * that was cancelled or undone, another provider's model before this one: each leaves something
 * that some server refuses, and what is refused once is refused with every later prompt.
 *
 * <p>What comes out begins with the user and ends with them or with tool results; user and model
 * take turns; each call has one result, right behind its message and in the order of the calls, and
 * no result is without a call; ids are unique, and ids and names are of letters that all take;
 * arguments are an object; nothing is empty. What is valid already comes out as it was.
 */
final class ValidHistory {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9_-]");
  private static final int MAX_ID = 64;

  private static final String BEGINNING = "[The beginning of this conversation is not here.]";
  private static final String GO_ON = "Go on.";
  private static final String UNFINISHED = "There is no result: the call did not finish.";
  private static final String NOTHING = "(It gave nothing.)";

  private final Map<String, Deque<ModelMessage.ToolResult>> results = new HashMap<>();
  private final Set<String> ids = new HashSet<>();
  private final List<ModelMessage> valid;

  private ValidHistory(List<ModelMessage> messages) {
    this.valid = new ArrayList<>(messages.size() + 2);
    for (ModelMessage message : messages) {
      if (message instanceof ModelMessage.ToolResult result) {
        results.computeIfAbsent(result.callId(), _ -> new ArrayDeque<>()).add(result);
      }
    }
  }

  /** The same conversation, as every server takes it. */
  static List<ModelMessage> of(List<ModelMessage> messages) {
    var history = new ValidHistory(messages);
    for (ModelMessage message : messages) {
      switch (message) {
        case ModelMessage.User user -> history.user(user);
        case ModelMessage.Assistant answer -> history.answer(answer);
        case ModelMessage.ToolResult _ -> {} // comes with its call
      }
    }
    history.end();
    return history.valid;
  }

  private void user(ModelMessage.User user) {
    if (isEmpty(user)) {
      return;
    }
    if (last() instanceof ModelMessage.User before) {
      List<Content> content = new ArrayList<>(before.content());
      content.addAll(user.content());
      valid.set(valid.size() - 1, new ModelMessage.User(content));
    } else {
      valid.add(user);
    }
  }

  private static boolean isEmpty(ModelMessage.User user) {
    return user.content().stream().noneMatch(UserText::isPicture)
        && UserText.of(user.content()).isBlank();
  }

  private void answer(ModelMessage.Assistant answer) {
    List<ModelMessage.Part> parts = new ArrayList<>(answer.parts().size());
    List<ModelMessage.ToolResult> answered = new ArrayList<>();
    boolean says = false;
    for (ModelMessage.Part part : answer.parts()) {
      switch (part) {
        case ModelMessage.Text text -> {
          says |= !text.text().isBlank();
          if (!text.text().isBlank()) {
            parts.add(text);
          }
        }
        case ModelMessage.Thought thought -> {
          if (!thought.text().isEmpty() || thought.providerData() != null) {
            parts.add(thought);
          }
        }
        case ModelMessage.Call call -> {
          says = true;
          parts.add(call(call, answered));
        }
      }
    }
    if (says) { // a thought alone is no answer: it was cut off before one came
      add(parts);
      valid.addAll(answered);
    }
  }

  private void add(List<ModelMessage.Part> parts) {
    if (valid.isEmpty()) {
      valid.add(user(BEGINNING));
    }
    if (last() instanceof ModelMessage.Assistant before) {
      List<ModelMessage.Part> joined = new ArrayList<>(before.parts());
      if (joined.getLast() instanceof ModelMessage.Text(String text)
          && parts.getFirst() instanceof ModelMessage.Text(String more)) {
        joined.set(joined.size() - 1, new ModelMessage.Text(text + "\n\n" + more));
        joined.addAll(parts.subList(1, parts.size()));
      } else {
        joined.addAll(parts);
      }
      valid.set(valid.size() - 1, new ModelMessage.Assistant(joined));
    } else {
      valid.add(new ModelMessage.Assistant(parts));
    }
  }

  private ModelMessage.Call call(ModelMessage.Call call, List<ModelMessage.ToolResult> answered) {
    String id = unique(fit(call.callId()));
    String name = fit(call.name());
    Deque<ModelMessage.ToolResult> known = results.get(call.callId());
    answered.add(result(id, name, known == null ? null : known.poll()));
    String arguments = arguments(call.arguments());
    return id.equals(call.callId())
            && name.equals(call.name())
            && arguments.equals(call.arguments())
        ? call
        : new ModelMessage.Call(id, name, arguments, call.providerData());
  }

  private static ModelMessage.ToolResult result(
      String id, String name, ModelMessage.@Nullable ToolResult known) {
    if (known == null) {
      return new ModelMessage.ToolResult(id, name, UNFINISHED, true);
    }
    boolean isEmpty = known.text().isBlank() && known.pictures().isEmpty();
    return isEmpty || !known.callId().equals(id) || !known.name().equals(name)
        ? new ModelMessage.ToolResult(
            id, name, isEmpty ? NOTHING : known.text(), known.failed(), known.pictures())
        : known;
  }

  /**
   * Arguments as JSON, always: one slip of the model would else spoil every later request of the
   * session, since servers parse them.
   */
  private static String arguments(String written) {
    if (written.isBlank()) {
      return "{}";
    }
    return Json.isObject(JSON, written) ? written : Json.object(JSON, "malformed", written);
  }

  private static String fit(String word) {
    String fit = UNFIT.matcher(word).replaceAll("_");
    return fit.isEmpty() ? "_" : fit.length() > MAX_ID ? fit.substring(0, MAX_ID) : fit;
  }

  private String unique(String id) {
    String unique = id;
    for (int i = 2; !ids.add(unique); i++) {
      String end = "-" + i;
      unique = id.substring(0, Math.min(id.length(), MAX_ID - end.length())) + end;
    }
    return unique;
  }

  private void end() {
    if (valid.isEmpty() || last() instanceof ModelMessage.Assistant) {
      valid.add(user(GO_ON));
    }
  }

  private @Nullable ModelMessage last() {
    return valid.isEmpty() ? null : valid.getLast();
  }

  private static ModelMessage user(String text) {
    return new ModelMessage.User(List.of(new Content.Text(text)));
  }
}
