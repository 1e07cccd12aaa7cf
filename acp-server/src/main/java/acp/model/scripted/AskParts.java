package acp.model.scripted;

import acp.model.ModelEvent;
import java.util.Arrays;
import java.util.List;
import reactor.core.publisher.Flux;

/** The parts that ask the user. */
final class AskParts {

  private AskParts() {}

  /** Lets the user choose among what follows, apart by bars; without any, lets them write. */
  static Flux<ModelEvent> choose(Scene scene) {
    if (!scene.results().isEmpty()) {
      return answer(scene);
    }
    List<String> options =
        Arrays.stream(scene.rest().split("\\|", -1))
            .map(String::strip)
            .filter(option -> !option.isEmpty())
            .toList();
    return Speech.call(
        scene, "I have a question. ", "ask_user", Arguments.question("Which one?", options));
  }

  /** Asks the user to open a page. */
  static Flux<ModelEvent> open(Scene scene) {
    if (!scene.results().isEmpty()) {
      return answer(scene);
    }
    return Speech.call(
        scene,
        "There is a page to look at. ",
        "open_page",
        Arguments.of("url", scene.rest(), "reason", "Have a look at it"));
  }

  private static Flux<ModelEvent> answer(Scene scene) {
    return Speech.say(scene, scene.latest().text());
  }
}
