package acp.scale;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a store of the size that years of work make, and measures what the built product does with
 * it. No test: it judges nothing. {@code mvn verify -Pscale} runs it; its arguments are {@code
 * --store <folder>}, {@code --image <folder>}, {@code --sessions}, {@code --messages}, {@code
 * --large}, {@code --seed}, {@code --runs} and {@code --json <file>}. A store that is there is used
 * as it is; without an image it is only made.
 */
public final class ScaleCommand {
  private ScaleCommand() {}

  public static void main(String[] args) throws Exception {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      given.put(args[i], args[i + 1]);
    }
    Path folder = Path.of(given.getOrDefault("--store", "target/scale")).toAbsolutePath();
    if (!Files.exists(folder.resolve(ScaleStore.FACTS))) {
      var plan =
          new ScaleStore.Plan(
              number(given, "--sessions", 100_000),
              number(given, "--messages", 1_000_000),
              number(given, "--large", 4),
              number(given, "--seed", 1));
      new ScaleStore(folder, plan, ScaleCommand::say).make();
    }
    if (!given.containsKey("--image")) {
      return;
    }
    List<ScaleFigure> figures =
        new ArrayList<>(
            new ScaleBench(
                    Path.of(given.get("--image")).toAbsolutePath(),
                    folder,
                    number(given, "--runs", 5),
                    ScaleCommand::say)
                .measure());
    System.out.println(ScaleFigure.header());
    figures.forEach(figure -> System.out.println(figure.row()));
    if (given.containsKey("--json")) {
      Files.writeString(
          Path.of(given.get("--json")),
          ScaleFigure.json(ScaleStore.facts(folder), figures).toPrettyString());
    }
  }

  private static int number(Map<String, String> given, String name, int usual) {
    return Integer.parseInt(given.getOrDefault(name, Integer.toString(usual)));
  }

  private static void say(String what) {
    System.err.println(what);
  }
}
