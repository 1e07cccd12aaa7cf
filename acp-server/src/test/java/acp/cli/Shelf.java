package acp.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Sessions that write down what is asked of them. A session called "bad" fails. */
final class Shelf implements Kept {
  final Map<String, String> flags;
  final List<Object> asked = new ArrayList<>();
  boolean closed;

  Shelf(Map<String, String> flags) {
    this.flags = Map.copyOf(flags);
  }

  @Override
  public List<String> exportFormats() {
    return List.of("jsonl", "json", "md");
  }

  @Override
  public List<String> importFormats() {
    return List.of("acp-server", "goose");
  }

  @Override
  public void export(Export what, OutputStream standardOutput, Consumer<Told> told)
      throws IOException {
    asked.add(what);
    if (what.out() == null) {
      standardOutput.write("the session\n".getBytes(StandardCharsets.UTF_8));
    }
    what.sessions().forEach(each -> told.accept(told(each)));
  }

  @Override
  public void bring(Import what, Consumer<Told> told) {
    asked.add(what);
    if (!what.from().endsWith("empty")) {
      told.accept(told(what.from().getFileName() + ""));
    }
  }

  private static Told told(String name) {
    return new Told(name.equals("bad"), name + " told", "{\"name\":\"" + name + "\"}");
  }

  @Override
  public void close() {
    closed = true;
  }
}
